"""A tag as it is asked for, together with what lies below it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from accounts.models import Viewer
from bookmarks.listing import Listing, of_branch, of_tag, with_tag
from bookmarks.models import Tag, Tagging
from bookmarks.models.tag import TagQuerySet, at_or_below
from bookmarks.search.naming import tag_condition
from bookmarks.search.terms import Condition
from bookmarks.tag_names import above, folded, is_below, top_of

BELOW_MAX = 40
LOOKED_AT = 300
RELATED_MAX = 12


@dataclass(frozen=True, slots=True)
class Branch:
    """`tag` is None where it is only what others lie below; of these `below` has the first."""

    name: str
    slug: str
    tag: Tag | None
    below: Sequence[Tag]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.name])

    @property
    def tops(self) -> list[str]:
        """The names of what it lies below itself."""
        return [top_of(self.name, top) for top in above(self.slug)]

    def only(self) -> Q:
        """Bookmarks that have it."""
        if self.tag and not self.below:
            return Q(taggings__tag=self.tag)
        return Q(with_tag(self.slug))

    def condition(self) -> Condition:
        """The same, of the index of searching."""
        return tag_condition([self.slug])

    def listing(self, viewer: Viewer) -> Listing:
        is_alone = self.tag and not self.below
        return of_tag(self.tag, viewer) if self.tag and is_alone else of_branch(self.slug, viewer)


def branch_of(name: str, among: TagQuerySet) -> Branch | None:
    """None where no such tag is among these, nor one below it."""
    slug = folded(name)
    found = list(among.filter(at_or_below(slug)).order_by("slug")[: BELOW_MAX + 1]) if slug else []
    if not found:
        return None
    tag = found[0] if found[0].slug == slug else None
    shown = tag.name if tag else top_of(found[0].name, slug)
    return Branch(shown, slug, tag, found[1:] if tag else found)


def related_to(branch: Branch, listing: Listing) -> list[str]:
    """What its newest bookmarks have most often besides it."""
    uses = Tagging.objects.filter(content_object__in=listing.first(LOOKED_AT))
    names = uses.values_list("tag__name", "tag__slug")
    beside = Counter(name for name, slug in names if not is_below(branch.slug, slug))
    ranked = sorted(beside.items(), key=lambda pair: (-pair[1], pair[0]))
    return [name for name, _count in ranked[:RELATED_MAX]]
