"""Tags that many people list: words of the site, not of one person."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from bookmarks.models import Tag, TagTally
from bookmarks.models.tag import TagTallyQuerySet

PEOPLE = 3


def popular(tags: QuerySet[Tag], viewer: User) -> QuerySet[Tag]:
    return tags.filter(Exists(listed_uses(viewer, many=True)))


def listed_uses(viewer: User, *, many: bool = False) -> TagTallyQuerySet:
    """For EXISTS on tags: somebody lists it where the viewer sees it; `many`: several people do.

    No more of them are looked at than need be.
    """
    listed = TagTally.objects.listed_to(viewer).filter(tag=OuterRef("pk"))
    return listed[PEOPLE - 1 : PEOPLE] if many else listed
