"""The tags of what a person keeps, page by page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks.models import TagAlias, TagTally
from bookmarks.models.tag import TagTallyQuerySet
from bookmarks.tag_names import SLASH, above, folded, path_of, slug_of, top_of
from linkshare.kit.paging import Cursor, Order, Slice, slice_of

PAGE_SIZE = 200

ORDERS: Mapping[str, Order] = {
    "name": Order("path", "id", descending=False),
    "count": Order("kept", "id"),
    "recent": Order("latest", "id"),
}
SORT_LABELS = {"name": _("By name"), "count": _("By number"), "recent": _("Used last")}


@dataclass(frozen=True, slots=True)
class Line:
    """A tag, or only the name of what tags lie below: that has no number and no id."""

    name: str
    slug: str
    kept: int | None = None
    also: Sequence[str] = ()
    """What else it is called."""

    @property
    def depth(self) -> int:
        return self.slug.count(SLASH)

    @property
    def parent(self) -> str:
        """With its slash, as it stands before the last part of the name."""
        head, slash, _last = self.name.rpartition(SLASH)
        return head + slash

    @property
    def leaf(self) -> str:
        return self.name.removeprefix(self.parent)


def tags_of(owner: User, containing: str = "") -> TagTallyQuerySet:
    rows = TagTally.objects.of(owner)
    wanted = path_of(folded(containing))
    return rows.filter(path__contains=wanted) if wanted else rows


def page_of(rows: TagTallyQuerySet, sort: str, cursor: Cursor | None) -> Slice:
    return slice_of([rows], ORDERS[sort], cursor, PAGE_SIZE)


def lines_of(owner: User, page: Slice, *, as_tree: bool) -> list[Line]:
    """As a tree, whatever a tag lies below stands before it."""
    rows = TagTally.objects.filter(pk__in=page.ids).select_related("tag").in_bulk()
    also = _aliases_of(owner, [row.tag_id for row in rows.values()])
    lines = [
        Line(row.tag.name, slug_of(row.path), row.kept, also.get(row.tag_id, ()))
        for row in (rows[pk] for pk in page.ids if pk in rows)
    ]
    return list(_with_tops(lines)) if as_tree else lines


def _aliases_of(owner: User, tags: Sequence[int]) -> Mapping[int, Sequence[str]]:
    aliases: dict[int, list[str]] = defaultdict(list)
    own = TagAlias.objects.of(owner).filter(tag__in=tags).order_by("slug")
    for tag, name in own.values_list("tag_id", "name"):
        aliases[tag].append(name)
    return aliases


def _with_tops(lines: Iterable[Line]) -> Iterator[Line]:
    shown: Sequence[str] = ()
    for line in lines:
        tops = above(line.slug)
        yield from (Line(top_of(line.name, top), top) for top in tops if top not in shown)
        yield line
        shown = [*tops, line.slug]
