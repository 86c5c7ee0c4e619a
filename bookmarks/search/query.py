"""From what a person types to a tree.

    cats dogs           both words         cats OR dogs          one of them
    "cats and dogs"     in this order      cats*                 words that begin so
    -cats               without            (cats OR dogs) -fish  parentheses group
    #tag  #"two words"  title: note: excerpt: text: link:  in one of these
    site:github.com  by:ann  in:reading-list  type:video
    is:favorite|toread|private|untagged|broken|duplicate
    created:2026  created:2026-02  created:>=2026-02-15  created:2024..2026
    before:2026  after:2026  since:2026  until:2026
    match:OR            what stands beside each other is one or the other

Two things beside each other bind tighter than OR. What people bring along from other sites means
here what it meant there: NOT cats, cats || dogs, #cats,dogs, !untagged, !unread, info:cats.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TypeVar

from bookmarks.search.dates import BadDate, read_range
from bookmarks.search.errors import QueryError
from bookmarks.search.pasted import pasted_address
from bookmarks.search.scanner import Scanner
from bookmarks.search.tree import (
    FIELDS,
    KINDS,
    STATES,
    And,
    By,
    Created,
    In,
    Is,
    Kind,
    Node,
    Site,
    Tag,
    Text,
    all_of,
    any_of,
    none_of,
)
from bookmarks.search.vocabulary import (
    CLOSE,
    FAVORITES,
    HEARTS,
    INFO,
    NAMES,
    OPPOSITES,
    SIGNS_OF_DATES,
    SPELLINGS,
    SPELLINGS_OF_KINDS,
    SYNONYMS,
    TRUTH,
)
from bookmarks.search.words import has_words

MAX_LENGTH = 1000
MAX_PARTS = 50
MAX_DEPTH = 10

Value = TypeVar("Value")


def parse(text: str) -> Node:
    """What the text asks for; nothing asks for everything. Raise QueryError."""
    if len(text) > MAX_LENGTH:
        params = {"length": f"{len(text):,}", "limit": f"{MAX_LENGTH:,}"}
        raise QueryError("too_long", MAX_LENGTH, len(text), **params)
    text = text.replace("\0", " ")  # no database takes it
    return _Parser(text).whole() if text.strip() else And()


@dataclass(slots=True)
class _Group:
    """What stands between two parentheses, as it is read."""

    opened_at: int
    alternatives: list[list[Node]] = field(default_factory=lambda: [[]])
    or_at: int | None = None
    """Where an OR stands that nothing has followed yet."""
    is_any: bool = False

    def node(self) -> Node | None:
        if not self.alternatives[0]:
            return None
        if self.is_any:
            return any_of(node for nodes in self.alternatives for node in nodes)
        return any_of(all_of(nodes) for nodes in self.alternatives)


class _Parser:
    def __init__(self, text: str) -> None:
        self._scan = Scanner(text)
        self._parts = 0

    def whole(self) -> Node:
        node = self._group(depth=0).node()
        if node is None:
            raise QueryError("no_words", 0, len(self._scan.text))
        return node

    def _group(self, depth: int) -> _Group:
        """All up to the parenthesis that closes, or the end of the text."""
        scan = self._scan
        group = _Group(scan.at - 1)
        if depth > MAX_DEPTH:
            raise QueryError("too_deep", scan.at - 1, scan.at)
        while scan.skip_space() and not scan.sees(")"):
            start = scan.at
            if scan.takes("OR") or scan.takes("||"):
                self._begin_alternative(group, start)
            elif not scan.takes("AND"):
                node = self._item(group, depth)
                if node is not None:
                    group.alternatives[-1].append(node)
                    group.or_at = None
        self._close(group, depth)
        return group

    def _begin_alternative(self, group: _Group, start: int) -> None:
        if not group.alternatives[-1]:
            raise QueryError("dangling_or", start, self._scan.at)
        group.alternatives.append([])
        group.or_at = start

    def _close(self, group: _Group, depth: int) -> None:
        if group.or_at is not None:
            raise QueryError("dangling_or", group.or_at, group.or_at + 2)
        at = self._scan.at
        is_closed = self._scan.takes_sign(")")
        if depth and not is_closed:
            raise QueryError("open_group", group.opened_at, at)
        if is_closed and not depth:
            raise QueryError("stray_close", at, at + 1)

    def _item(self, group: _Group, depth: int) -> Node | None:
        """One thing to look for, or None: a setting, or signs that no word is made of."""
        scan, start = self._scan, self._scan.at
        if self._excludes():
            inner = self._item(group, depth)
            return none_of(inner) if inner is not None else None
        self._count(1, start)
        if scan.takes_sign("("):
            return self._inner_group(depth, start)
        if state := self._state_of_linkding():
            return state
        if scan.sees_glued("#＃"):
            scan.at += 1
            return self._tags(start)
        name = self._name()
        if name == "match":
            group.is_any = self._is_any(start)
            return None
        return self._named(name, start) if name else self._text("", start)

    def _count(self, parts: int, start: int) -> None:
        self._parts += parts
        if self._parts > MAX_PARTS:
            raise QueryError("too_many", start, len(self._scan.text), limit=str(MAX_PARTS))

    def _excludes(self) -> bool:
        scan, start = self._scan, self._scan.at
        if scan.sees_glued("-−"):
            scan.at += 1
            return True
        if scan.takes("NOT") and scan.skip_space() and not scan.sees(")"):
            return True
        scan.at = start
        return False

    def _state_of_linkding(self) -> Node | None:
        """`!untagged` and `!unread`; before any other word the sign means nothing."""
        word = self._scan.bare().lower()
        if not word.startswith("!") or word[1:] not in SPELLINGS:
            return None
        self._scan.at += len(word)
        return Is(SPELLINGS[word[1:]])

    def _tags(self, start: int) -> Node:
        """One, or several with commas between them: no tag that is typed has one."""
        is_quoted = self._scan.sees_quote()
        value = self._scan.value(start)
        parts = [] if is_quoted else re.split("[,，、]", value)
        names = [name for part in parts if (name := part.lstrip("#＃"))] or [value]
        self._count(len(names) - 1, start)
        return all_of(map(Tag, names))

    def _inner_group(self, depth: int, start: int) -> Node:
        node = self._group(depth + 1).node()
        if node is None:
            raise QueryError("empty_group", start, self._scan.at)
        return node

    def _name(self) -> str:
        """Go past `name:` where it is one of ours. Any other is a word, unless it is a slip."""
        found = self._scan.name()
        if found is None:
            return ""
        typed = found[1].lower()
        name = SYNONYMS.get(typed, typed)
        is_glued = self._scan.is_glued(found.end())
        if name in NAMES or name in SPELLINGS:
            if not is_glued and typed != found[1]:
                return ""  # "Note: ..." begins a sentence
            self._scan.at = found.end()
            return name
        near = get_close_matches(name, NAMES, n=1, cutoff=0.75) or [CLOSE.get(name, "")]
        if is_glued and near[0]:
            params = {"name": found[0], "close": f"{near[0]}:"}
            raise QueryError("unknown_field", found.start(), found.end(), **params)
        return ""

    def _named(self, name: str, start: int) -> Node | None:
        if name in FIELDS:
            return self._text(name, start)
        if name in ("tag", "info"):
            return self._tags(start) if name == "tag" else self._info(start)
        value = self._scan.value(start)
        if name in _MAKERS:
            return _MAKERS[name](value)
        if name == "created" or name in SIGNS_OF_DATES:
            return self._created(SIGNS_OF_DATES.get(name, "") + value, start)
        if name == "type":
            return Kind(self._choice(value, SPELLINGS_OF_KINDS, KINDS, start))
        return self._state(name, value, start)

    def _state(self, name: str, value: str, start: int) -> Node:
        """`is:unread`, or `unread:true`."""
        if name != "is":
            state = Is(SPELLINGS[name])
            return state if self._choice(value, TRUTH, TRUTH, start) else none_of(state)
        if value.lower() in OPPOSITES:
            return none_of(Is(OPPOSITES[value.lower()]))
        return Is(self._choice(value, SPELLINGS, STATES, start))

    def _is_any(self, start: int) -> bool:
        choices = {"or": True, "and": False}
        return self._choice(self._scan.value(start), choices, ("OR", "AND"), start)

    def _choice(
        self, value: str, choices: Mapping[str, Value], shown: Iterable[str], start: int
    ) -> Value:
        """What the value stands for. A mistake is told the ones that are shown to people."""
        if value.lower() in choices:
            return choices[value.lower()]
        name = self._scan.text[start : self._scan.at].partition(":")[0]
        params = {"name": f"{name}:", "value": value, "known": ", ".join(shown)}
        raise QueryError("unknown_value", start, self._scan.at, **params)

    def _created(self, value: str, start: int) -> Created:
        try:
            since, before = read_range(value)
        except BadDate as error:
            raise QueryError("bad_date", start, self._scan.at, value=str(error)) from None
        if since and before and since >= before:
            raise QueryError("backward_dates", start, self._scan.at)
        return Created(since, before)

    def _info(self, start: int) -> Node | None:
        said = self._text("title", start)
        assert isinstance(said, Text)
        return any_of(replace(said, field=field) for field in INFO)

    def _text(self, name: str, start: int) -> Node | None:
        scan = self._scan
        is_quoted = scan.sees_quote()
        words = scan.value(start)
        if is_quoted:
            is_prefix = scan.takes_sign("*")
        elif not name and (words in HEARTS or words in FAVORITES):
            return Is("favorite")
        else:
            is_prefix, words = words.endswith("*"), words.rstrip("*")
        if not has_words(words):
            if name or is_quoted:
                raise QueryError("no_words", start, scan.at)
            return None
        if not (name or is_quoted) and (address := pasted_address(words)):
            return Text(address, "link", is_prefix)
        return Text(words, name, is_prefix)


def _host(value: str) -> str:
    """Of a whole address only the host counts."""
    bare = re.sub(r"^(?:[a-z]+://|\*?\.)", "", value.lower())
    return bare.partition("/")[0].removeprefix("www.") or value


_MAKERS: Mapping[str, Callable[[str], Node]] = {
    "in": In,
    "by": lambda value: By(value.removeprefix("@") or value),
    "site": lambda value: Site(_host(value)),
}
