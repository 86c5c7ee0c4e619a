"""What to do when a search finds nothing: searches close to it that find something here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import Viewer
from bookmarks.listing import Listing
from bookmarks.search import tree
from bookmarks.search.spelling import corrections
from bookmarks.search.words import split
from bookmarks.views.searching import Question, Told, Way

AT_MOST = 6
GUESSES = 4


def ways_out(asked: QueryDict, question: Question, whole: Listing) -> list[Way]:
    """Each is tried, for this reader and in this list: none leads to nothing again."""
    if question.root is None:
        return []
    told = Told(asked, question.root)
    near = [
        *_signs_in_small(told.nodes),
        *_tags_of_two_words(told.nodes),
        *_respelled(told.nodes, whole.viewer),
        *_near(told.nodes),
    ][:AT_MOST]
    tried = [_tried(label, told.address(root), whole.matching(root)) for label, root in near]
    return [way for way in tried if way.count]


def _tried(label: str, url: str, found: Listing) -> Way:
    return Way(label, url, found.count(), bool(found.finding and found.finding.summary.is_more))


def _signs_in_small(nodes: Sequence[tree.Node]) -> Iterator[tuple[str, tree.Node]]:
    """What other sites write so is a word here: a title may well have it."""
    words = [node.words if node == tree.Text(str(node)) else "" for node in nodes]
    if {"or", "and", "not"}.isdisjoint(words):
        return
    parts: list[list[tree.Node]] = [[]]
    for n, (node, word) in enumerate(zip(nodes, words, strict=True)):
        if word == "or":
            parts.append([])
        elif word not in ("and", "not"):
            parts[-1].append(tree.none_of(node) if n and words[n - 1] == "not" else node)
    if all(parts):
        root = tree.any_of(map(tree.all_of, parts))
        yield _("Did you mean “%s”?") % root, root


def _tags_of_two_words(nodes: Sequence[tree.Node]) -> Iterator[tuple[str, tree.Node]]:
    """#social media, where the tag is #"social media"."""
    for n, (tag, text) in enumerate(pairwise(nodes)):
        if isinstance(tag, tree.Tag) and isinstance(text, tree.Text) and not text.field:
            whole = tree.Tag(f"{tag.name} {text.words}")
            root = tree.all_of((*nodes[:n], whole, *nodes[n + 2 :]))
            yield _("Did you mean “%s”?") % root, root


def _respelled(nodes: Sequence[tree.Node], viewer: Viewer) -> Iterator[tuple[str, tree.Node]]:
    """One slip put right, then all of them, then one in another way."""
    typed = dict.fromkeys(word for node in nodes for word in _words(node))
    meant = {word: others for word, others in corrections(typed, viewer).items() if others}
    best = {word: others[0] for word, others in meant.items()}
    one = [{word: other} for word, other in best.items()]
    more = [{word: other} for word, others in meant.items() for other in others[1:]]
    for better in [*one, *([best] if len(best) > 1 else []), *more][:GUESSES]:
        root = tree.all_of(_with_words(node, better) for node in nodes)
        yield _("Did you mean “%s”?") % root, root


def _words(node: tree.Node) -> list[str]:
    if isinstance(node, tree.Text) and node.field != "link":
        return split(node.words)
    return split(node.name) if isinstance(node, tree.Tag) else []


def _with_words(node: tree.Node, better: Mapping[str, str]) -> tree.Node:
    words = _words(node)
    text = " ".join(better.get(word, word) for word in words)
    if better.keys().isdisjoint(words):
        return node
    return replace(node, words=text) if isinstance(node, tree.Text) else tree.Tag(text)


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
