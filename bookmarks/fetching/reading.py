"""What an answer holds, as far as its bytes tell: done in a child process, see `reader`. Pure."""

from dataclasses import dataclass

from bookmarks.fetching.challenge import is_challenge
from bookmarks.fetching.page import Facts, read_page, title_of


@dataclass(frozen=True, slots=True)
class Question:
    """An answer to be read; `url` is where it was given in the end."""

    url: str
    status: int
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """`facts` are those of the page that was wanted: not of a refusal or a test for robots."""

    is_challenge: bool = False
    facts: Facts | None = None


def read(question: Question, body: bytes) -> Reading:
    title = title_of(body, question.headers)
    if is_challenge(question.status, question.headers, body, title):
        return Reading(is_challenge=True)
    if not 200 <= question.status < 300:
        return Reading()
    return Reading(facts=read_page(body, question.headers, question.url))
