"""What is asked of the child process that reads pages, see `reader`, and what it answers."""

from dataclasses import dataclass

from bookmarks.fetching.facts import Facts


@dataclass(frozen=True, slots=True)
class Question:
    """An answer to be read; `url` is where it was given in the end."""

    url: str
    status: int
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """`facts` are those of the page that was wanted: not of a refusal or a test for robots.

    `is_missing`: it answered like a page, and says that there is none. `leads_to`: where it sends
    its visitors without a redirect.
    """

    is_challenge: bool = False
    is_missing: bool = False
    facts: Facts | None = None
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class EmbedQuestion:
    """An answer of an oEmbed provider whose pages are of this kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class RobotsQuestion:
    """Whether a robots.txt lets `agent` look at `url`."""

    url: str
    agent: str


@dataclass(frozen=True, slots=True)
class Permission:
    is_given: bool
