"""Pages written by hand, each modelled on a kind of site, and beside each what it says (TOML)."""

import tomllib
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any, Self

from bookmarks.fetching.facts import Facts
from bookmarks.fetching.reading import Question

PAGES = Path(__file__).parent / "pages"
FACTS = set(Facts.__dataclass_fields__) - {"text"}


@dataclass(frozen=True)
class Page:
    """`state`: "ok", "challenge" or "missing". What `expected` does not name is empty."""

    path: Path
    about: dict[str, Any]

    @classmethod
    def all(cls) -> list[Self]:
        tables = sorted(PAGES.glob("*.toml"))
        return [cls(_beside(table), tomllib.loads(table.read_text())) for table in tables]

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def body(self) -> bytes:
        return self.path.read_bytes()

    @property
    def question(self) -> Question:
        media = self.about.get("media", "text/html")
        return Question(self.about["url"], self.about.get("status", 200), {"content-type": media})

    @property
    def state(self) -> str:
        return self.about.get("state", "ok")

    @property
    def expected(self) -> dict[str, Any]:
        plain = {name: getattr(Facts(), name) for name in FACTS}
        return plain | {name: value for name, value in self.about.items() if name in FACTS}


def shown(facts: Facts) -> dict[str, Any]:
    """Facts as a table of the corpus writes them: times in UTC."""
    found = {name: getattr(facts, name) for name in FACTS}
    if facts.published_at:
        found["published_at"] = facts.published_at.astimezone(UTC)
    return found


def _beside(table: Path) -> Path:
    (page,) = (path for path in PAGES.glob(f"{table.stem}.*") if path != table)
    return page
