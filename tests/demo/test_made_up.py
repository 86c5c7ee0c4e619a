"""Made-up bookmarks: repeatable, in the order of time, and spread as people's bookmarks are."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F

from accounts.models import User
from accounts.models.user import Audience
from bookmarks.addresses import canonical, host_of
from bookmarks.demo.made_up import rows, writing
from bookmarks.demo.made_up.chance import Zipf, chance_for
from bookmarks.demo.made_up.plan import END, START, savings
from bookmarks.demo.made_up.words import language
from bookmarks.models import Bookmark, Collection, CollectionItem, Link, Tagging

N = 300


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(writing, "BATCH", 100)


@pytest.fixture
def made_up(db, small_batches):
    call_command("demo", bookmarks=N, verbosity=0)


def of_run():
    return Bookmark.objects.filter(link__host__endswith=".example").order_by("pk")


def content():
    """All that is made, without the ids."""
    taggings = Tagging.objects.filter(content_object__in=of_run()).order_by("pk")
    items = CollectionItem.objects.filter(bookmark__in=of_run()).order_by("pk")
    return (
        list(of_run().values_list("key", "owner__handle", "link__url", "note", "saved_at")),
        list(Link.objects.order_by("url").values_list("url", "title", "excerpt", "host", "kind")),
        list(taggings.values_list("content_object__key", "tag__name")),
        list(items.values_list("bookmark__key", "collection__slug", "position")),
    )


def forget_run():
    CollectionItem.objects.all().delete()
    Bookmark.objects.all().delete()
    Collection.objects.all().delete()
    Link.objects.all().delete()
    User.objects.all().delete()


@pytest.mark.usefixtures("made_up")
def test_as_many_are_made_as_were_asked_for():
    assert of_run().count() == N


@pytest.mark.usefixtures("made_up")
def test_the_same_number_and_seed_make_the_same_content():
    first = content()
    forget_run()
    call_command("demo", bookmarks=N, verbosity=0)
    assert content() == first


def test_another_seed_makes_other_content():
    assert list(savings(50, 7)) == list(savings(50, 7))
    assert list(savings(50, 7)) != list(savings(50, 8))


@pytest.mark.usefixtures("made_up")
def test_a_second_run_adds_nothing_and_says_so(capsys):
    before = content()
    call_command("demo", bookmarks=N)
    assert "nothing was added" in capsys.readouterr().out
    assert content() == before


@pytest.mark.usefixtures("made_up")
def test_what_a_user_deleted_does_not_come_back():
    of_run().last().delete()
    call_command("demo", bookmarks=N, verbosity=0)
    assert of_run().count() == N - 1


@pytest.mark.usefixtures("small_batches")
def test_a_run_that_was_interrupted_goes_on_where_it_stopped(db, monkeypatch):
    write, calls = writing._Writer.write, []

    def interrupted(self, batch):
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(batch)
        write(self, batch)

    monkeypatch.setattr(writing._Writer, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        call_command("demo", bookmarks=N, verbosity=0)
    monkeypatch.setattr(writing._Writer, "write", write)
    assert of_run().count() == 200
    call_command("demo", bookmarks=N, verbosity=0)
    resumed = content()
    forget_run()
    call_command("demo", bookmarks=N, verbosity=0)
    assert resumed == content()


@pytest.mark.usefixtures("made_up")
def test_a_run_of_another_size_is_refused_with_what_to_do():
    with pytest.raises(CommandError, match="empty database"):
        call_command("demo", bookmarks=N + 1, verbosity=0)
    assert of_run().count() == N


@pytest.mark.parametrize("text", ["-5", "many", "1e6", ""])
def test_what_is_not_a_number_of_bookmarks_is_refused(text):
    with pytest.raises(CommandError, match="not a number"):
        call_command("demo", f"--bookmarks={text}")


@pytest.mark.usefixtures("made_up")
def test_dates_rise_with_ids_over_ten_years():
    dates = list(Bookmark.objects.order_by("pk").values_list("saved_at", flat=True))
    assert dates == sorted(dates)
    assert dates[0] >= START
    assert END.year - dates[0].year == 10


@pytest.mark.usefixtures("made_up")
def test_the_archive_holds_every_one_in_steps_that_follow_time():
    items = CollectionItem.objects.filter(collection__slug="archive").order_by("bookmark_id")
    positions = list(items.values_list("position", flat=True))
    assert positions == [(n + 1) * CollectionItem.STEP for n in range(N)]
    assert not CollectionItem.objects.exclude(saved_at=F("bookmark__saved_at")).exists()


@pytest.mark.usefixtures("made_up")
def test_all_audiences_are_there_and_everybody_is_verified():
    assert set(of_run().values_list("audience", flat=True)) == set(Audience.values)
    assert not User.objects.filter(may_publish=False).exists()


@pytest.mark.usefixtures("made_up")
def test_no_made_up_page_is_due_and_none_could_be_reached():
    links = Link.objects.filter(bookmarks__in=of_run())
    assert not links.exclude(due_at=None, state=Link.State.OK).exists()
    assert all(link.host.endswith(".example") for link in links)


@pytest.mark.usefixtures("made_up")
def test_some_links_are_saved_by_several_people():
    shared = Link.objects.annotate(savers=Count("bookmarks")).filter(savers__gt=1)
    assert shared.count() > 5


@pytest.mark.usefixtures("made_up")
def test_made_up_rows_are_valid():
    for bookmark in of_run().select_related("link")[:50]:
        bookmark.full_clean()
        bookmark.link.full_clean()


def test_addresses_are_canonical_and_told_apart():
    pages = [rows.page(number, 7, language()) for number in range(500)]
    assert [canonical(page.url) for page in pages] == [page.url for page in pages]
    assert all(host_of(page.url) == page.host for page in pages)
    assert len({page.url for page in pages}) == 500


def test_nobody_saves_a_page_twice():
    pairs = Counter((one.person, one.link) for one in savings(20_000, 7))
    assert max(pairs.values()) == 1


def test_tags_follow_zipf():
    zipf, chance = Zipf(range(1000)), chance_for("a test")
    drawn = Counter(zipf.pick(chance) for _ in range(20_000))
    assert 1.7 < drawn[0] / drawn[1] < 2.3
    assert 7 < drawn[0] / drawn[9] < 14


def test_tags_are_a_few_thousand_words_and_a_few_are_everywhere():
    everything = language()
    used = Counter(
        name
        for number in range(20_000)
        for page in [rows.page(number, 7, everything)]
        for name in rows.tag_names(page, chance_for(str(number)), everything)
    )
    counts = sorted(used.values(), reverse=True)
    assert 2_000 < len(counts) <= 4_100
    assert sum(counts[:40]) > sum(counts) / 5
    assert counts[len(counts) // 2] < 10
