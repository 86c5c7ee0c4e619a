"""Tags: site-wide words, whatever their case; their uses, and how many of these a person has.

Tag and Tagging are taggit's classes with a real foreign key.
"""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from accounts.models import User, Viewer
from bookmarks.models.bookmark import Bookmark
from bookmarks.models.byte_ordered import ByteOrderedField
from bookmarks.models.tally import listed_others
from bookmarks.tag_names import (
    AFTER_SLASH,
    FOLDED_MAX,
    SLASH,
    TAG_MAX,
    folded,
    has_address,
    path_of,
    paths_below,
    spelled,
)


def at_or_below(slugs: Iterable[str], path: str = "") -> Q:
    """Tags that are meant by these. `path` leads to the tag's fields."""
    slugs = list(slugs)
    meant = Q(**{f"{path}slug__in": slugs})
    for slug in slugs:
        start, end = f"{slug}{SLASH}", f"{slug}{AFTER_SLASH}"
        meant |= Q(**{f"{path}slug__gte": start, f"{path}slug__lt": end})
    return meant


class TagQuerySet(models.QuerySet["Tag"]):
    def named(self, names: Iterable[str]) -> list["Tag"]:
        """The tags of these names, made where they are new. Safe when many do it at once."""
        wanted = {folded(name): spelled(name) for name in names if has_address(name)}
        wanted.pop("", None)
        if not wanted:
            return []
        known = self.filter(slug__in=wanted)
        missing = wanted.keys() - {tag.slug for tag in known}
        if missing:
            new = [Tag(name=wanted[slug], slug=slug) for slug in sorted(missing)]
            self.bulk_create(new, ignore_conflicts=True)
            known = known.all()
        return sorted(known, key=lambda tag: tag.slug)

    def seen_by(self, viewer: Viewer) -> Self:
        """Tags of at least one listed bookmark that the viewer may see."""
        listed = TagTally.objects.listed_to(viewer).filter(tag=OuterRef("pk"))
        return self.filter(Exists(listed))

    def kept_by(self, person: User) -> Self:
        """Tags of what the person keeps."""
        return self.filter(Exists(TagTally.objects.of(person).filter(tag=OuterRef("pk"))))

    def known_to(self, person: User) -> Self:
        """Tags that the person sees anywhere: `seen_by`, and all on what is their own."""
        own = TagTally.objects.filter(tag=OuterRef("pk"), owner=person)
        return self.filter(Exists(own)) | self.seen_by(person)


def _lacks(part: str) -> Q:
    """Somewhere in "/slug/"."""
    whole = Concat(Value(SLASH), F("slug"), Value(SLASH), output_field=models.TextField())
    return Q(Exact(StrIndex(whole, Value(part)), 0))


class Tag(TagBase):  # type: ignore[misc]
    """`slug` is the folded name, so its unique key is what makes tags case-insensitive."""

    name = models.CharField(_("name"), max_length=TAG_MAX, unique=True)
    slug = ByteOrderedField(_("folded name"), max_length=FOLDED_MAX, unique=True, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.CheckConstraint(
                condition=_lacks("/./") & _lacks("/../") & _lacks("//"), name="a_tag_has_an_address"
            )
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = folded(self.name)
        models.Model.save(self, *args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.name])


class Tagging(ItemBase):  # type: ignore[misc]
    """One use of a tag: on one bookmark."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings", db_index=False)
    content_object = models.ForeignKey(
        Bookmark, on_delete=models.CASCADE, related_name="taggings", db_column="bookmark_id"
    )

    class Meta:
        verbose_name = _("tagging")
        constraints = [
            # In this order: a tag's page walks its bookmarks newest first.
            models.UniqueConstraint(fields=["tag", "content_object"], name="one_use_a_bookmark")
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.content_object_id}"


class TagTallyQuerySet(models.QuerySet["TagTally"]):
    def of(self, owner: User) -> Self:
        """The tags of what they keep."""
        return self.filter(owner=owner, kept__gt=0)

    def at_or_below(self, slug: str) -> Self:
        first, end = paths_below(slug)
        return self.filter(Q(path=path_of(slug)) | Q(path__gte=first, path__lt=end))

    def listed_to(self, viewer: Viewer) -> Self:
        """Of those who list the tag where the viewer sees it; the viewer among them."""
        return self.filter(listed_others(viewer), listed__gt=0)


class TagTally(models.Model):
    """One person's bookmarks with a tag: `kept` by them, `listed` for everyone.

    Triggers keep these numbers true (triggers/tag_counts), `manage.py recount` proves them. They
    also say, without a look at bookmarks, which tags anybody lists. `latest` grows with each use:
    what was used last is first by it.
    """

    owner = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="tag_tallies", db_index=False
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tallies", db_index=False)
    path = ByteOrderedField(max_length=FOLDED_MAX)
    kept = models.IntegerField(default=0)
    listed = models.IntegerField(default=0)
    latest = models.BigIntegerField(default=0)

    objects = TagTallyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "tag"], name="one_tally_a_tag_and_person")
        ]
        # None has a number in it: each use of a tag would move a row in it, which made an import
        # take twice as long. To sort the tags of one person takes milliseconds.
        indexes = [
            models.Index(fields=["owner", "path", "id"], name="tag_tally_path"),
            models.Index(fields=["tag"], name="tag_tally_tag"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} with {self.tag_id}: {self.kept}"
