"""`python -m bookmarks.fetching.reader`: the child that reads pages, oEmbed and robots.txt.

Only it loads what that takes; neither the worker nor the web process does.
"""

from typing import Any

from protego import Protego

from bookmarks.fetching.challenge import is_challenge
from bookmarks.fetching.child import serve
from bookmarks.fetching.facts import Facts
from bookmarks.fetching.frames import thaw
from bookmarks.fetching.missing import says_it_is_missing
from bookmarks.fetching.oembed import facts_of
from bookmarks.fetching.page import read_page, title_of
from bookmarks.fetching.reading import (
    EmbedQuestion,
    Permission,
    Question,
    Reading,
    RobotsQuestion,
)
from bookmarks.fetching.sending_on import leads_to


def read(question: Question, body: bytes) -> Reading:
    title = title_of(body, question.headers)
    if is_challenge(question.status, question.headers, body, title):
        return Reading(is_challenge=True)
    if not 200 <= question.status < 300:
        return Reading()
    facts = read_page(body, question.headers, question.url)
    if says_it_is_missing(facts.title, is_article=facts.kind != "link"):
        return Reading(is_missing=True)
    return Reading(facts=facts, leads_to=leads_to(body, question.headers, question.url))


def read_robots(question: RobotsQuestion, body: bytes) -> Permission:
    rules = Protego.parse(body.decode("utf-8", "replace"))
    return Permission(rules.can_fetch(question.url, question.agent))


def read_embed(question: EmbedQuestion, body: bytes) -> Facts:
    return facts_of(body, question.kind)


def work(head: Any, body: bytes) -> tuple[Reading | Permission | Facts, bytes]:
    if "kind" in head:
        return read_embed(thaw(EmbedQuestion, head), body), b""
    if "agent" in head:
        return read_robots(thaw(RobotsQuestion, head), body), b""
    return read(thaw(Question, head), body), b""


if __name__ == "__main__":
    read(Question("", 200, {}), b"<p>All that is imported late is imported now.")
    serve(work, opens_files=True)
