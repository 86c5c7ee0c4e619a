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
from bookmarks.models.tag_alias import TagAliasQuerySet
from bookmarks.search.naming import tag_condition
from bookmarks.search.terms import Condition
from bookmarks.tag_names import above, folded, is_below, spelled, top_of

BELOW_MAX = 40
LOOKED_AT = 300
RELATED_MAX = 12


@dataclass(frozen=True, slots=True)
class Branch:
    """`tag` is None where it is only what others lie below, or what others are aliases of.

    `slugs` are its own and those of all that means the same. Of what lies below, `below` has the
    first; `is_alone`: there is nothing but the tag.
    """

    name: str
    slugs: Sequence[str]
    tag: Tag | None
    below: Sequence[Tag]
    is_alone: bool
    also: Sequence[str] = ()
    """The names of the aliases that are tags themselves."""

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.name])

    @property
    def tops(self) -> list[str]:
        """The names of what it lies below itself."""
        return [top_of(self.name, top) for top in above(self.slugs[0])]

    def only(self) -> Q:
        """Bookmarks that have it."""
        return Q(taggings__tag=self.tag) if self.is_alone else Q(with_tag(self.slugs))

    def condition(self) -> Condition:
        """The same, of the index of searching."""
        return tag_condition(self.slugs)

    def listing(self, viewer: Viewer) -> Listing:
        is_alone = self.tag and self.is_alone
        return of_tag(self.tag, viewer) if self.tag and is_alone else of_branch(self.slugs, viewer)


def branch_of(name: str, among: TagQuerySet, aliases: TagAliasQuerySet) -> Branch | None:
    """None where no such tag is among these, nor one below it."""
    slug = folded(name)
    if not slug:
        return None
    sense = aliases.senses([slug])[slug]
    meant = among.filter(at_or_below(sense.slugs))
    found = list(meant.order_by("slug")[: BELOW_MAX + len(sense.slugs)])
    if not found:
        return None
    by_slug = {tag.slug: tag for tag in found}
    tag = by_slug.get(sense.slug)
    first_below = next((each for each in found if is_below(each.slug, sense.slug)), None)
    shown = tag or first_below
    return Branch(
        name=sense.name or (top_of(shown.name, sense.slug) if shown else spelled(name)),
        slugs=sense.slugs,
        tag=tag,
        below=[each for each in found if each.slug not in sense.slugs],
        is_alone=tag is not None and len(found) == 1,
        also=[by_slug[slug].name for slug in sense.slugs[1:] if slug in by_slug],
    )


def related_to(branch: Branch, listing: Listing) -> list[str]:
    """What its newest bookmarks have most often besides it."""
    uses = Tagging.objects.filter(content_object__in=listing.first(LOOKED_AT))
    names = uses.values_list("tag__name", "tag__slug")
    beside = Counter(
        name for name, slug in names if not any(is_below(slug, top) for top in branch.slugs)
    )
    ranked = sorted(beside.items(), key=lambda pair: (-pair[1], pair[0]))
    return [name for name, _count in ranked[:RELATED_MAX]]
