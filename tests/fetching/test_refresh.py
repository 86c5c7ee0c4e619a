"""From a wish for a fetch to the written facts, with the real client against a local site."""

import threading
import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from celery import current_app
from django.db import connection, transaction

from bookmarks.fetching import refresh as refreshing
from bookmarks.fetching.outcome import Outcome
from bookmarks.fetching.refresh import fetch_again, refresh, request_fetch, sweep
from bookmarks.models import Link, LinkText
from bookmarks.saving import Draft, save_bookmark
from tests.factories import NOON, LinkFactory
from tests.fetching.site import Site

GOOD = """<html lang="en"><title>A page</title><meta property="og:site_name" content="The Site">
<meta name="description" content="What the page says of itself, in a sentence."></html>"""
SOON = NOON + timedelta(seconds=1)


@pytest.fixture
def site(settings):
    with Site() as site:
        settings.FETCH_ALLOW = [site.authority]
        settings.FETCH_OWN_HOSTS = []
        yield site


@pytest.fixture
def sent():
    """The links that the broker was given."""
    given = []
    with patch.object(refreshing, "_publish", lambda link_id, _wait: given.append(link_id)):
        yield given


@pytest.fixture
def drains():
    """How often a drain was asked for."""
    asked = []
    with patch.object(refreshing, "_ask_for_drain", lambda: asked.append(1)):
        yield asked


def link_to(url, **facts):
    facts = {"title": "", "excerpt": "", "state": "queued", "due_at": NOON} | facts
    return LinkFactory(url=url, **facts)


def fetched(link, now=SOON):
    refresh(link.pk, now)
    link.refresh_from_db()
    return link


@pytest.mark.django_db
def test_a_page_gives_its_link_title_excerpt_and_the_small_facts(site):
    link = fetched(link_to(site.page("/a", GOOD)))
    assert (link.state, link.reason, link.title) == ("ok", "", "A page")
    assert link.excerpt == "What the page says of itself, in a sentence."
    assert (link.site_name, link.language) == ("The Site", "en")
    assert (link.fetched_at, link.due_at, link.claim) == (SOON, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "body", "state", "word"),
    [
        (200, "<title>Only this</title>", "partial", "no text"),
        (200, "", "partial", "no title"),
        (200, "<title>Just a moment...</title>", "challenge", "robots"),
        (200, "<title>Page not found – My Site</title>", "gone", "no such page"),
        (403, "<title>Forbidden</title>", "blocked", "403"),
        (401, "", "blocked", "401"),
        (404, GOOD, "gone", "404"),
        (410, "", "gone", "410"),
        (418, "", "error", "418"),
    ],
)
def test_each_answer_has_its_state_and_a_reason_in_words(site, status, body, state, word):
    link = fetched(link_to(site.page("/a", body, status=status)))
    assert link.state == state
    assert word in link.reason
    assert (link.due_at, site.asked("/a")) == (None, 1)


@pytest.mark.django_db
def test_an_address_of_our_own_network_is_refused_and_not_tried_again(settings):
    settings.FETCH_ALLOW = []
    link = fetched(link_to("http://127.0.0.1:8159/"))
    assert (link.is_waiting, link.due_at) == (False, None)
    assert link.reason


@pytest.mark.django_db
def test_a_failing_site_is_tried_three_times_more_ever_later_and_then_left(site):
    link = link_to(site.page("/a", "busy", status=503))
    now, waits = SOON, []
    while link.due_at:
        fetched(link, now)
        if link.due_at:
            assert link.state == "queued"
            waits.append(link.due_at - now)
            now = link.due_at
    assert site.asked("/a") == 4
    assert waits == sorted(waits)
    assert (link.state, "503" in link.reason) == ("error", True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("retry_after", "hours"), [("7200", 2), ("99999999999999999999", 6), ("rubbish", 0)]
)
def test_a_site_says_when_to_come_back_but_not_next_year(site, retry_after, hours):
    url = site.page("/a", status=429, headers={"Retry-After": retry_after})
    link = fetched(link_to(url))
    wait = link.due_at - SOON
    assert timedelta(hours=hours) <= wait <= timedelta(hours=hours, minutes=1)


@pytest.mark.django_db
def test_a_connection_that_nobody_answers_is_tried_again(site):
    url = site.page("/a")
    site.stop()
    link = fetched(link_to(url))
    assert (link.state, link.attempts) == ("queued", 1)
    assert link.reason.endswith("We will try again.")


@pytest.mark.django_db
def test_a_page_that_breaks_our_reader_gets_a_state_too(site):
    link = link_to(site.page("/a", GOOD))
    with patch("bookmarks.fetching.visiting.read", side_effect=RecursionError):
        fetched(link)
    assert (link.state, link.attempts) == ("queued", 1)
    assert "our side" in link.reason


@pytest.mark.django_db
def test_a_link_whose_workers_all_die_is_given_up(site):
    link = fetched(link_to(site.page("/a", GOOD), attempts=4))
    assert (link.state, site.asked("/a")) == ("error", 0)


SENDING_ON = '<title>Redirecting…</title><meta http-equiv="refresh" content="0; url=%s">'


@pytest.mark.django_db
def test_a_page_that_sends_its_visitors_on_is_read_where_they_arrive(site):
    site.page("/new", GOOD, headers={"Etag": '"new"'})
    link = fetched(link_to(site.page("/old", SENDING_ON % "/new")))
    assert (link.state, link.title, link.etag) == ("ok", "A page", "")


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["/nowhere", "/round", "http://10.0.0.1/"])
def test_a_page_that_sends_its_visitors_nowhere_is_read_itself(site, place):
    site.page("/round", SENDING_ON % "/old")
    link = fetched(link_to(site.page("/old", SENDING_ON % place)))
    assert (link.state, link.title) == ("partial", "Redirecting…")


@pytest.mark.django_db
def test_what_a_page_no_longer_says_erases_nothing(site):
    link = link_to(site.page("/a", "<title>New</title>"), title="Old", excerpt="An old excerpt.")
    fetched(link)
    assert (link.title, link.excerpt) == ("New", "An old excerpt.")


@pytest.mark.django_db
def test_the_text_of_a_page_is_kept_and_outlives_a_page_that_lost_it(site):
    link = fetched(link_to(site.page("/a", f"<title>A</title><main><p>{'One. ' * 40}</p></main>")))
    site.page("/a", "<title>A</title>")
    Link.objects.filter(pk=link.pk).update(due_at=SOON)
    fetched(link)
    assert LinkText.objects.get(link=link).text == ("One. " * 40).strip()


@pytest.mark.django_db
def test_facts_longer_than_their_columns_are_cut(site):
    url = "https://cdn.example/" + "a" * 3000
    name = "n" * 5000
    page = f"<title>{name}&#0;</title><meta property=og:image content='{url}'>"
    link = fetched(link_to(site.page("/a", page)))
    assert link.title.startswith("nnn")
    assert link.cover_url == ""


@pytest.mark.django_db
def test_what_is_not_due_is_not_fetched(site):
    link = link_to(site.page("/a", GOOD), due_at=NOON + timedelta(hours=1))
    assert not refresh(link.pk, SOON)
    assert not refresh(0, SOON)
    assert site.asked("/a") == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_fetch_a_link_once(site):
    link = link_to(site.page("/a", GOOD, delay=0.3))
    start, results = threading.Barrier(4), []

    def work():
        start.wait()
        results.append(refresh(link.pk, SOON))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False, False, False, True]
    assert site.asked("/a") == 1


@pytest.mark.django_db
def test_a_worker_whose_claim_has_lapsed_writes_nothing(settings):
    link = link_to("https://example.org/x")
    lapsed = SOON + timedelta(seconds=settings.FETCH_LEASE)
    answers = [Outcome("gone", "the first"), Outcome("blocked", "the second")]

    def look(*_):
        answer = answers.pop(0)
        if answers:  # while the first worker looks, its claim lapses and a second does it all
            refresh(link.pk, lapsed)
        return answer

    with patch.object(refreshing, "visit", look):
        fetched(link)
    assert (link.state, link.reason, answers) == ("blocked", "the second", [])


@pytest.mark.django_db(transaction=True)
def test_a_wish_is_sent_once_after_the_commit_however_many_save(sent):
    link = link_to("https://example.org/x")
    with transaction.atomic():
        request_fetch(link, NOON)
        assert sent == []
    request_fetch(link, SOON)
    sweep(SOON)
    assert sent == [link.pk]


@pytest.mark.django_db(transaction=True)
def test_a_link_that_was_fetched_of_late_is_not_fetched_for_the_next_save(sent):
    link = link_to("https://example.org/x", due_at=None, state="ok", fetched_at=NOON)
    assert not request_fetch(link, NOON + timedelta(hours=2))
    assert request_fetch(link, NOON + timedelta(days=2))
    assert sent == [link.pk]


@pytest.mark.django_db(transaction=True)
def test_fetch_again_waits_half_a_minute_between_two_fetches(sent):
    link = link_to("https://example.org/x", due_at=None, state="gone", fetched_at=NOON)
    assert not fetch_again(link, NOON + timedelta(seconds=29))
    assert fetch_again(link, NOON + timedelta(seconds=31))
    assert not fetch_again(link, NOON + timedelta(seconds=32))
    link.refresh_from_db()
    assert (link.state, sent) == ("queued", [link.pk])


@pytest.mark.django_db
def test_the_sweeper_sends_for_those_that_somebody_waits_for(sent, drains, settings):
    wish = {"is_awaited": True}
    due = link_to("https://example.org/due", **wish)
    link_to("https://example.org/later", due_at=NOON + timedelta(hours=1), **wish)
    dead = link_to("https://example.org/dead", claim="0" * 32, claimed_until=NOON, **wish)
    busy = {"claim": "1" * 32, "claimed_until": NOON + timedelta(minutes=1)}
    link_to("https://example.org/held", **busy, **wish)
    assert sweep(SOON) == 2
    assert set(sent) == {due.pk, dead.pk}
    assert sweep(SOON) == 0
    assert sweep(SOON + timedelta(seconds=settings.FETCH_RESEND_AFTER)) == 3
    assert drains == []


@pytest.mark.django_db
def test_the_sweeper_has_all_others_drained(sent, drains):
    assert (sweep(SOON), drains) == (0, [])
    link_to("https://example.org/due")
    assert (sweep(SOON), sent, drains) == (0, [], [1])


@pytest.mark.django_db
def test_the_sweeper_keeps_the_queue_short(sent, drains, settings):
    settings.FETCH_QUEUE_LENGTH = 3
    links = [link_to(f"https://example.org/{n}", is_awaited=True) for n in range(5)]
    assert [sweep(SOON), sweep(SOON)] == [3, 0]
    Link.objects.filter(pk__in=[link.pk for link in links[:2]]).update(due_at=None)
    assert sweep(SOON) == 2


@pytest.mark.django_db(transaction=True)
def test_a_flood_of_saves_waits_in_the_database(sent, drains, settings):
    settings.FETCH_QUEUE_LENGTH = 3
    for n in range(5):
        request_fetch(link_to(f"https://example.org/{n}"), NOON)
    assert len(sent) == 3
    sweep(SOON)
    assert (len(sent), drains) == (3, [1])


@pytest.fixture
def broken_broker(tmp_path):
    """A file stands where the broker's folder should be."""
    (tmp_path / "broker").write_text("")
    options = {"data_folder_in": str(tmp_path / "broker"), "data_folder_out": str(tmp_path)}
    with Broker("filesystem://", options | {"control_folder": str(tmp_path / "broker")}):
        yield


class Broker:
    """Celery with another broker, for the length of a with block."""

    def __init__(self, url, options):
        self.new = {"broker_url": url, "broker_transport_options": options}

    def __enter__(self):
        self.old = {name: current_app.conf[name] for name in self.new}
        self._use(self.new)

    def __exit__(self, *_):
        self._use(self.old)

    def _use(self, conf):
        current_app.conf.update(conf | {"broker_write_url": conf["broker_url"]})
        current_app.amqp.__dict__.pop("_producer_pool", None)
        current_app.amqp._producer_pool = None
        current_app.pool.force_close_all() if current_app._pool else None
        current_app._pool = None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["folder", "redis"])
def test_with_a_broken_broker_the_wish_stands_at_once_and_the_sweeper_sends_it(
    where, broken_broker, settings, caplog
):
    link = link_to("https://example.org/x")
    redis = Broker("redis://127.0.0.1:8158/0", {"max_retries": 1, "interval_start": 0})
    began = time.monotonic()
    if where == "redis":
        with redis:
            request_fetch(link, NOON)
    else:
        request_fetch(link, NOON)
    assert time.monotonic() - began < 2
    assert "did not take link" in caplog.text
    assert ("8158" in caplog.text) == (where == "redis")
    with patch.object(refreshing, "_publish") as publish:
        assert sweep(SOON) == 1
    publish.assert_called_once_with(link.pk, 0)


@pytest.mark.django_db(transaction=True)
def test_a_save_stands_while_the_broker_is_broken(ann, broken_broker):
    saved = save_bookmark(ann, Draft("https://example.org/x", "public"), NOON)
    link = Link.objects.due(NOON).get()
    assert (saved.is_new, link.pk) == (True, saved.bookmark.link_id)
