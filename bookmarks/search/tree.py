"""What a query says, as a tree; `str` of one is the canonical query."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from types import UnionType

FIELDS = ("title", "note", "excerpt", "text", "link")
KINDS = ("article", "video", "image", "audio", "document", "book", "link")
STATES = ("favorite", "toread", "private", "untagged", "broken", "duplicate")


@dataclass(frozen=True, slots=True)
class Text:
    """Words, one after the other: in one of FIELDS or, with "", wherever words are looked for."""

    words: str
    field: str = ""
    is_prefix: bool = False
    """The last word may go on."""

    def __str__(self) -> str:
        name = f"{self.field}:" if self.field else ""
        return name + _quoted(self.words, bare=not name) + ("*" if self.is_prefix else "")


@dataclass(frozen=True, slots=True)
class Tag:
    name: str

    def __str__(self) -> str:
        is_one = not _PARTS_TAGS.search(self.name)
        return "#" + (_quoted(self.name) if is_one else _in_quotes(self.name))


@dataclass(frozen=True, slots=True)
class Site:
    """A host with its sub-domains ("github.com"), or words of a site's name."""

    name: str

    def __str__(self) -> str:
        return "site:" + _quoted(self.name)


@dataclass(frozen=True, slots=True)
class By:
    """Saved by the person of this handle."""

    handle: str

    def __str__(self) -> str:
        return "by:" + _quoted(self.handle)


@dataclass(frozen=True, slots=True)
class In:
    """In the collection of this title or address."""

    collection: str

    def __str__(self) -> str:
        return "in:" + _quoted(self.collection)


@dataclass(frozen=True, slots=True)
class Kind:
    kind: str

    def __str__(self) -> str:
        return f"type:{self.kind}"


@dataclass(frozen=True, slots=True)
class Is:
    state: str

    def __str__(self) -> str:
        return f"is:{self.state}"


@dataclass(frozen=True, slots=True)
class Created:
    """Saved from the beginning of `since` to the beginning of `before`."""

    since: date | None
    before: date | None

    def __str__(self) -> str:
        return f"created:{_dates(self.since, self.before)}"


@dataclass(frozen=True, slots=True)
class Not:
    node: "Node"

    def __str__(self) -> str:
        return "-" + _grouped(self.node, And | Or)


@dataclass(frozen=True, slots=True)
class And:
    """Without nodes: everything."""

    nodes: tuple["Node", ...] = ()

    def __str__(self) -> str:
        return " ".join(_grouped(node, Or) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(str(node) for node in self.nodes)


Leaf = Text | Tag | Site | By | In | Kind | Is | Created
Node = Leaf | Not | And | Or


def all_of(nodes: Iterable[Node]) -> Node:
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, And) else (node,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(nodes: Iterable[Node]) -> Node:
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, Or) else (node,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def none_of(node: Node) -> Node:
    return node.node if isinstance(node, Not) else Not(node)


def leaves(node: Node) -> Iterator[Leaf]:
    """All leaves, those that are excluded too."""
    if isinstance(node, And | Or):
        for inner in node.nodes:
            yield from leaves(inner)
    elif isinstance(node, Not):
        yield from leaves(node.node)
    else:
        yield node


def wanted(node: Node) -> Iterator[Leaf]:
    """The leaves that a result may owe its place to."""
    if isinstance(node, And | Or):
        for inner in node.nodes:
            yield from wanted(inner)
    elif not isinstance(node, Not):
        yield node


def _grouped(node: Node, kinds: type | UnionType) -> str:
    return f"({node})" if isinstance(node, kinds) else str(node)


# What stands for itself when it is not quoted.
_PLAIN = re.compile(r"[^\s\"“”„()]*[^\s\"“”„()*]")
_ESCAPE = re.compile(r'[\\"“”„]')
_PARTS_TAGS = re.compile(r"[,，、]|^[#＃]")
_SPECIAL = re.compile(r"[-−#＃!:❤♥]|OR\Z|AND\Z|NOT\Z|[A-Za-z]+:|favou?rites?\Z")


def _quoted(text: str, *, bare: bool = False) -> str:
    if _PLAIN.fullmatch(text) and not (bare and _SPECIAL.match(text)):
        return text
    return _in_quotes(text)


def _in_quotes(text: str) -> str:
    return '"' + _ESCAPE.sub(r"\\\g<0>", text) + '"'


def _dates(since: date | None, before: date | None) -> str:
    if since is None:
        return f"<{before}"
    if before is None:
        return f">={since}"
    last = before - timedelta(days=1)
    if last == since:
        return str(since)
    if (since.month, since.day, last.month, last.day) == (1, 1, 12, 31):
        years = f"{since:%Y}", f"{last:%Y}"
        return years[0] if years[0] == years[1] else "..".join(years)
    if since.day == before.day == 1:
        months = f"{since:%Y-%m}", f"{last:%Y-%m}"
        return months[0] if months[0] == months[1] else "..".join(months)
    return f"{since}..{last}"
