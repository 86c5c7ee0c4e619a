"""When a page counts as broken, when it is looked at again, and what a look costs its site."""

from datetime import timedelta
from itertools import pairwise
from unittest.mock import patch

import pytest

from bookmarks.fetching import draining, health, robots
from bookmarks.fetching.answers import Hop, Response
from bookmarks.fetching.checking import check
from bookmarks.fetching.draining import Drain
from bookmarks.fetching.moves import moved_to
from bookmarks.fetching.outcome import Outcome
from bookmarks.models import Link
from tests.factories import NOON, LinkFactory
from tests.fetching.conftest import link_to

GOOD = "<title>A page</title><meta name=description content='What the page says of itself.'>"
DAY = timedelta(days=1)
GONE = Outcome("gone", "No such page.", "status")
FINE = Outcome("ok")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    """The clock stands still here: a site's next turn never comes."""
    monkeypatch.setattr(draining, "SOON", timedelta())


def read_link(url="https://example.org/x", **facts):
    """A link whose page was read well and whose turn has come."""
    facts = {"title": "A page", "excerpt": "What it says.", "state": "ok"} | facts
    return LinkFactory(url=url, fetched_at=NOON - 90 * DAY, check_at=NOON, **facts)


def looked(link, now=NOON):
    Drain(lambda: now).run()
    link.refresh_from_db()
    return link


# --- The rule -----------------------------------------------------------------------------------


def fates(*looks):
    """Whether it is broken after each look: pairs of a day and an outcome."""
    link, broken = Link(), []
    for day, found in looks:
        for name, value in vars(health.after(link, found, NOON + day * DAY)).items():
            setattr(link, name, value)
        broken.append(link.broken_at is not None)
    return broken


def other(state, cause):
    return Outcome(state, "Some reason.", cause)


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([(0, GONE), (4, GONE), (8, GONE)], [False, False, True]),
        ([(0, GONE), (1, GONE), (2, GONE), (7, GONE)], [False, False, False, True]),
        ([(0, GONE), (8, GONE)], [False, False]),
        ([(0, GONE), (4, GONE), (5, FINE), (8, GONE)], [False] * 4),
        ([(0, GONE), (4, GONE), (8, GONE), (9, FINE)], [False, False, True, False]),
    ],
)
def test_three_failures_over_a_week_are_evidence(looks, expected):
    assert fates(*looks) == expected


@pytest.mark.parametrize(
    ("state", "cause", "is_evidence"),
    [
        ("gone", "status", True),
        ("error", "status", True),
        ("error", "no-name", True),
        ("error", "look-up", True),
        ("error", "no-answer", True),
        ("error", "connection", True),
        ("blocked", "status", False),
        ("challenge", "challenge", False),
        ("error", "insecure", False),
        ("error", "refused", False),
        ("error", "nonsense", False),
        ("error", "reading", False),
        ("error", "ours", False),
    ],
)
def test_what_says_nothing_about_the_page_is_no_evidence(state, cause, is_evidence):
    found = other(state, cause)
    assert fates(*((day, found) for day in (0, 4, 8)))[-1] is is_evidence
    mixed = [(0, GONE), (4, GONE), (6, found)]
    assert fates(*mixed) == [False] * 3


def test_looks_are_months_apart_and_spread_but_soon_after_a_failure(settings):
    settings.FETCH_CHECK_DAYS = 90
    turns = {health.after(Link(), FINE, NOON).check_at for _ in range(50)}
    assert NOON + 70 * DAY < min(turns) < max(turns) < NOON + 110 * DAY
    assert max(turns) - min(turns) > 10 * DAY
    assert health.after(Link(), GONE, NOON).check_at == NOON + 4 * DAY
    settings.FETCH_CHECK_DAYS = 0
    assert health.after(Link(), GONE, NOON).check_at is None


# --- A look ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_there_is_asked_for_by_head_alone(open_site):
    link = looked(read_link(open_site.page("/a", GOOD)))
    assert [(one.method, one.path) for one in open_site.requests][-1] == ("HEAD", "/a")
    assert len(open_site.requests) == 2
    assert (link.state, link.failures, link.claim, link.attempts) == ("ok", 0, None, 0)
    assert link.check_at > NOON + 60 * DAY


@pytest.mark.django_db(transaction=True)
def test_a_server_that_knows_no_head_is_asked_by_get(open_site):
    def answer(handler):
        status = 405 if handler.command == "HEAD" else 200
        handler.send_response(status)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        if status == 200:
            handler.wfile.write(b"<title>Newer</title><p>Words of the newer page, quite a few.")

    link = looked(read_link(open_site.route("/a", answer)))
    assert (link.title, link.failures, link.fetched_at) == ("Newer", 0, NOON)


@pytest.mark.django_db(transaction=True)
def test_one_failed_look_changes_nothing_that_people_see(open_site):
    link = looked(read_link(open_site.page("/a", status=404)))
    assert (link.state, link.reason, link.broken_at) == ("ok", "", None)
    assert (link.failures, link.failing_since) == (1, NOON)


@pytest.mark.django_db(transaction=True)
def test_the_third_over_a_week_makes_the_link_broken_with_its_reason(open_site):
    link = read_link(open_site.page("/a", status=404))
    for day in (0, 4, 8):
        looked(link, NOON + day * DAY)
    assert (link.state, link.broken_at) == ("gone", NOON + 8 * DAY)
    assert "404" in link.reason


@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_back_is_whole_again_and_read(open_site):
    url = open_site.page("/a", GOOD)
    sad = {"state": "gone", "broken_at": NOON - DAY, "failures": 4, "gave_up_at": NOON - DAY}
    link = looked(read_link(url, **sad))
    assert (link.state, link.failures, link.broken_at, link.gave_up_at) == ("queued", 0, None, None)
    looked(link, NOON + timedelta(minutes=1))
    assert (link.state, link.title) == ("ok", "A page")


@pytest.mark.django_db(transaction=True)
def test_a_save_that_fails_is_the_first_evidence(open_site):
    link = looked(link_to(open_site.page("/a", status=410)))
    assert (link.state, link.failures, link.check_at) == ("gone", 1, NOON + 4 * DAY)
    assert (link.cause, link.gave_up_at) == ("status", NOON)


@pytest.mark.django_db(transaction=True)
def test_what_has_not_changed_keeps_its_facts(open_site):
    page = {"headers": {"ETag": '"1"', "Last-Modified": "Sun, 01 Feb 2026 00:00:00 GMT"}}
    link = looked(link_to(open_site.page("/a", GOOD, **page)))
    assert (link.etag, link.last_modified) == ('"1"', "Sun, 01 Feb 2026 00:00:00 GMT")
    open_site.page("/a", status=304)
    Link.objects.update(due_at=NOON + DAY)
    looked(link, NOON + DAY)
    assert open_site.requests[-1].headers["if-none-match"] == '"1"'
    assert (link.state, link.title, link.fetched_at) == ("ok", "A page", NOON + DAY)


# --- robots.txt -----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("rules", "is_looked_at"),
    [
        ({"body": "User-agent: *\nDisallow: /"}, False),
        ({"body": "User-agent: linkshare\nDisallow: /a"}, False),
        ({"body": "User-agent: *\nDisallow: /*?x\nDisallow: /b"}, True),
        ({"body": "User-agent: other\nDisallow: /"}, True),
        ({"body": ""}, True),
        ({"body": b"\xff\xfe\0nonsense" * 100}, True),
        ({"status": 404}, True),
        ({"status": 403}, True),
        ({"status": 503}, False),
        ({"status": 429}, False),
    ],
)
def test_a_periodic_look_honours_robots_txt(open_site, rules, is_looked_at):
    open_site.page("/robots.txt", **rules)
    link = looked(read_link(open_site.page("/a", GOOD)))
    assert bool(open_site.asked("/a")) is is_looked_at
    assert (link.state, link.failures) == ("ok", 0)
    assert link.check_at > NOON + DAY


@pytest.mark.django_db(transaction=True)
def test_a_page_that_somebody_asked_for_is_read_whatever_robots_txt_says(open_site):
    open_site.page("/robots.txt", "User-agent: *\nDisallow: /")
    assert looked(link_to(open_site.page("/a", GOOD))).state == "ok"
    assert not open_site.asked("/robots.txt")


@pytest.mark.django_db
def test_robots_txt_is_asked_for_once_a_day(open_site):
    open_site.page("/robots.txt", "User-agent: *\nDisallow: /b")
    answers = [robots.may_look_at(open_site.url(path)) for path in ("/a", "/b", "/c")]
    assert answers == [True, False, True]
    assert open_site.asked("/robots.txt") == 1


@pytest.mark.django_db
def test_our_own_trouble_with_the_cache_is_no_evidence(open_site):
    with patch.object(robots.cache, "get", side_effect=ConnectionError):
        found = check(read_link(open_site.page("/a", GOOD)), NOON)
    assert (found.cause, open_site.requests) == ("ours", [])


# --- Moves ----------------------------------------------------------------------------------------

OLD = "http://a.example/x/"


@pytest.mark.parametrize(
    ("hops", "end", "status", "expected"),
    [
        ([301], "http://b.example/y", 200, "http://b.example/y"),
        ([308], "http://a.example/y", 200, "http://a.example/y"),
        ([301, 308], "http://b.example/y", 200, "http://b.example/y"),
        ([302], "http://b.example/y", 200, ""),
        ([301, 302], "http://b.example/y", 200, ""),
        ([301], "http://b.example/y", 404, ""),
        ([301], "http://b.example/y", 403, ""),
        ([301], "https://a.example/x/", 200, ""),
        ([301], "https://www.a.example/x", 200, ""),
        ([301], "https://a.example/", 200, ""),
        ([301], "https://b.example/", 200, ""),
        ([301], "http://a.example/x/?page=1", 200, "http://a.example/x/?page=1"),
        ([], OLD, 200, ""),
    ],
)
def test_a_move_is_what_is_said_to_be_for_good_and_leads_to_a_page(hops, end, status, expected):
    places = [OLD, "http://a.example/between", end]
    history = tuple(Hop(place, hop) for place, hop in zip(places, hops, strict=False))
    assert moved_to(Response(end, status, {}, b"", history=history)) == expected


def test_a_front_page_may_move():
    response = Response("http://b.example/", 200, {}, b"", history=(Hop("http://a.example/", 301),))
    assert moved_to(response) == "http://b.example/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("make", [link_to, read_link])
def test_a_move_is_noted_and_changes_nothing_else(open_site, make):
    open_site.redirect("/old", "/new", status=301)
    open_site.page("/new", GOOD)
    link = looked(make(open_site.url("/old")))
    assert (link.moved_to, link.url) == (open_site.url("/new"), open_site.url("/old"))
    open_site.page("/old", GOOD)
    Link.objects.update(check_at=NOON + DAY)
    assert looked(link, NOON + DAY).moved_to == ""


def test_the_third_look_comes_after_a_week():
    days = [0, *(number * health.AGAIN / DAY for number in (1, 2))]
    assert all(later > earlier for earlier, later in pairwise(days))
    assert days[-1] * DAY >= health.OVER
