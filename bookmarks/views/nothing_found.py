"""What to do when a search finds nothing: searches close to it that find something here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from bookmarks.listing import Listing
from bookmarks.search import tree
from bookmarks.views.searching import Question, Told, Way

AT_MOST = 6


def ways_out(asked: QueryDict, question: Question, whole: Listing) -> list[Way]:
    """Each is tried, for this reader and in this list: none leads to nothing again."""
    if question.root is None:
        return []
    told = Told(asked, question.root)
    near = list(_near(told.nodes))[:AT_MOST]
    tried = [_tried(label, told.address(root), whole.matching(root)) for label, root in near]
    return [way for way in tried if way.count]


def _tried(label: str, url: str, found: Listing) -> Way:
    return Way(label, url, found.count(), bool(found.finding and found.finding.summary.is_more))


def _near(nodes: Sequence[tree.Node]) -> Iterator[tuple[str, tree.Node]]:
    for n, node in reversed(list(enumerate(nodes))):
        if isinstance(node, tree.Text) and not node.is_prefix:
            longer = replace(node, is_prefix=True)
            yield (
                _("Words that begin with “%s”") % node.words,
                tree.all_of((*nodes[:n], longer, *nodes[n + 1 :])),
            )
    if len(nodes) > 1:
        for n, node in reversed(list(enumerate(nodes))):
            yield _("Without “%s”") % node, tree.all_of((*nodes[:n], *nodes[n + 1 :]))
