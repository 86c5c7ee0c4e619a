"""A condition on the index, and how each of the two engines writes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from bookmarks.search.document import ANY


@dataclass(frozen=True, slots=True)
class Term:
    """Words one after the other, in one column or in any; the last may be a beginning."""

    words: tuple[str, ...]
    column: str = ""
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Without parts: nothing."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    part: "Condition"


Condition = Term | AllOf | AnyOf | NoneOf

EVERYTHING = Term((ANY,))
NOTHING = NoneOf(EVERYTHING)


def token(*words: str) -> Term:
    return Term(words)


def any_token(words: Iterable[str]) -> Condition:
    terms = tuple(Term((word,)) for word in words)
    return terms[0] if len(terms) == 1 else AnyOf(terms)


def for_sqlite(condition: Condition) -> str:
    """As FTS5 reads it: it has AND, OR, and a NOT with two sides."""
    match condition:
        case Term(words, column, is_prefix):
            scope = f"{column} : " if column else ""
            return f'{scope}"{" ".join(words)}"{" *" if is_prefix else ""}'
        case AnyOf(()):
            return for_sqlite(NOTHING)
        case AnyOf(parts):
            return _joined(" OR ", map(for_sqlite, parts))
        case NoneOf(part):
            return f"({for_sqlite(EVERYTHING)} NOT {for_sqlite(part)})"
        case AllOf(parts):
            with_, without = _divided(parts)
            wanted = _joined(" AND ", map(for_sqlite, with_ or [EVERYTHING]))
            if not without:
                return wanted
            return f"({wanted} NOT {_joined(' OR ', map(for_sqlite, without))})"


def for_postgres(condition: Condition) -> str:
    """As the input of a tsquery."""
    match condition:
        case Term():
            return _phrase(condition)
        case AnyOf(()):
            return for_postgres(NOTHING)
        case AnyOf(parts):
            return _joined(" | ", map(for_postgres, parts))
        case NoneOf(part):
            # Alone, a NOT would have to look at every row.
            return f"({for_postgres(EVERYTHING)} & !{for_postgres(part)})"
        case AllOf(parts):
            with_, without = _divided(parts)
            wanted = [for_postgres(part) for part in with_ or [EVERYTHING]]
            return _joined(" & ", [*wanted, *(f"!{for_postgres(part)}" for part in without)])


WEIGHTS = {"title": "A", "note": "B", "excerpt": "C", "about": "D", "rest": "D"}
"""PostgreSQL has no columns in a document but four weights."""


def _divided(parts: Iterable[Condition]) -> tuple[list[Condition], list[Condition]]:
    """What is wanted, and what is not."""
    with_: list[Condition] = []
    without: list[Condition] = []
    for part in parts:
        if isinstance(part, NoneOf):
            without.append(part.part)
        else:
            with_.append(part)
    return with_, without


def _joined(sign: str, parts: Iterable[str]) -> str:
    texts = list(parts)
    return texts[0] if len(texts) == 1 else f"({sign.join(texts)})"


def _phrase(term: Term) -> str:
    """Each word with the weight of its column; a star lets the last one go on."""
    weight = WEIGHTS[term.column] if term.column else ""
    labels = [weight] * len(term.words)
    labels[-1] += "*" if term.is_prefix else ""
    pairs = zip(term.words, labels, strict=True)
    return _joined(
        " <-> ", (f"'{word}':{label}" if label else f"'{word}'" for word, label in pairs)
    )
