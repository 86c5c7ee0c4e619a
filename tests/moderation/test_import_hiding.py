"""Hiding all that one import brought: in numbers first, in batches, and back again."""

import pytest
from django.urls import reverse

from bookmarks import moderation
from bookmarks.counting import recount
from bookmarks.models import (
    Bookmark,
    Case,
    Import,
    ImportedBookmark,
    ImportHiding,
    ModerationEntry,
    Notice,
)
from bookmarks.moderation import import_hiding
from bookmarks.moderation.tasks import tidy_rules, work_on_hiding
from tests.factories import (
    NOON,
    PASSWORD,
    BookmarkFactory,
    CollectionFactory,
    ReportFactory,
    make_staff,
)
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db
LIST = "/admin/bookmarks/import/"


def imported(owner, n=3, **fields):
    """An import, and what it brought."""
    said = {"state": "done", "audience": "public", "saved": n, "requested_at": NOON}
    source = Import.objects.create(person=owner, **said | fields.pop("source", {}))
    brought = [BookmarkFactory(owner=owner, **fields) for _n in range(n)]
    rows = [ImportedBookmark(source=source, bookmark=each, is_new=True) for each in brought]
    ImportedBookmark.objects.bulk_create(rows)
    return source


def hidden(source, by, **said):
    return import_hiding.begin(source, by=by, **{"reason": "Spam.", "at": NOON} | said)


def shown_again(hiding, by):
    import_hiding.end(hiding, by=by, reason="A mistake.", at=NOON)


def reaches():
    return list(Bookmark.objects.order_by("pk").values_list("pk", "reach", "hidden_at"))


def listed(nobody):
    return Bookmark.objects.listed_to(nobody).count()


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def page_of(source):
    return f"{LIST}{source.pk}/change/"


# --- The act ---------------------------------------------------------------------------------


def test_all_that_it_brought_is_hidden_and_nothing_else(ann, nobody, moderator):
    source = imported(ann)
    was_there = BookmarkFactory(owner=ann)
    ImportedBookmark.objects.create(source=source, bookmark=was_there, is_new=False)
    hiding = hidden(source, moderator)
    assert (hiding.state, hiding.changed) == ("live", 3)
    assert list(Bookmark.objects.listed_to(nobody)) == [was_there]
    assert Bookmark.objects.visible_to(ann).count() == 4


def test_shown_again_all_is_as_before_and_so_are_the_numbers(ann, bob, moderator, monkeypatch):
    monkeypatch.setattr(import_hiding, "BATCH", 4)
    shelf = CollectionFactory(owner=ann)
    source = imported(ann, 9, tags=["watch"], collections=[shelf])
    for each, change in enumerate(
        ({"audience": "collections"}, {"audience": "private"}, {"trashed_at": NOON})
    ):
        Bookmark.objects.filter(pk=Bookmark.objects.order_by("pk")[each].pk).update(**change)
    alone = Bookmark.objects.order_by("pk")[5]
    moderation.hide(alone, by=moderator, reason="x", at=NOON)
    before = reaches()
    hiding = hidden(source, moderator)
    assert hiding.changed == 7
    assert {reach for _pk, reach, _at in reaches()} == {0}
    assert not any(recount().values())
    shown_again(hiding, moderator)
    hiding.refresh_from_db()
    assert hiding.state == "ended"
    assert reaches() == before
    assert not any(recount().values())


def test_what_is_private_stays_its_owners_own(ann, moderator):
    source = imported(ann, audience="private")
    assert hidden(source, moderator).changed == 0
    assert not Bookmark.objects.filter(hidden_at__isnull=False).exists()


def test_acts_on_one_of_them_and_on_all_overlap(ann, nobody, moderator):
    source = imported(ann, 2)
    hiding = hidden(source, moderator)
    one = Bookmark.objects.order_by("pk")[0]
    entry = moderation.hide(one, by=moderator, reason="x", at=NOON)
    moderation.undo(entry, by=moderator, reason="", at=NOON)
    assert listed(nobody) == 0
    moderation.hide(one, by=moderator, reason="x", at=NOON)
    shown_again(hiding, moderator)
    assert listed(nobody) == 1


def test_it_is_in_the_log_told_to_its_owner_and_a_strike_that_is_appealed(
    client, ann, moderator, django_capture_on_commit_callbacks
):
    hiding = hidden(imported(ann), moderator)
    client.force_login(ann)
    assert "3 bookmarks" in Notice.objects.get(recipient=ann).text
    log = words(soup(client.get("/moderation/")).main)
    assert "hid an import of: 3 bookmarks (@ann) Spam." in log
    assert ModerationEntry.objects.filter(person=ann).strikes().count() == 1
    appeal = moderation.appeal(hiding.entry, "No.", by=ann, at=NOON)
    with django_capture_on_commit_callbacks():
        moderation.grant(appeal, by=moderator, reason="True.", at=NOON)
    work_on_hiding(hiding.pk)
    hiding.refresh_from_db()
    assert hiding.state == "ended"
    assert not Bookmark.objects.filter(hidden_at__isnull=False).exists()


def test_reports_about_what_it_brought_are_answered_once_each(ann, bob, moderator):
    source = imported(ann, 3)
    for each in Bookmark.objects.all()[:2]:
        ReportFactory(target=each, reporter=bob)
    hiding = hidden(source, moderator)
    assert not Case.objects.open().exists()
    assert Notice.objects.filter(recipient=bob).count() == 1
    shown_again(hiding, moderator)
    assert Case.objects.open().count() == 2


def test_a_killed_worker_loses_and_doubles_nothing(ann, nobody, moderator, monkeypatch):
    monkeypatch.setattr(import_hiding, "BATCH", 2)
    monkeypatch.setattr(import_hiding, "AT_ONCE", 0)
    published = []
    monkeypatch.setattr(import_hiding, "publish", published.append)
    hiding = hidden(imported(ann, 5), moderator)
    import_hiding._step(hiding)
    again = ImportHiding.objects.get()
    assert (again.state, again.position, again.changed) == ("beginning", 2, 2)
    import_hiding._step(hiding)
    assert import_hiding._step(again) is False  # it was another's
    ImportHiding.objects.update(worked_at=NOON)
    tidy_rules()
    assert published == [hiding.pk]
    work_on_hiding(hiding.pk)
    done = ImportHiding.objects.get()
    assert (done.state, done.position, done.changed) == ("live", 5, 5)
    assert listed(nobody) == 0


def test_it_is_not_taken_back_before_it_is_done(ann, moderator, monkeypatch):
    monkeypatch.setattr(import_hiding, "AT_ONCE", 0)
    monkeypatch.setattr(import_hiding, "publish", lambda _pk: None)
    hiding = hidden(imported(ann), moderator)
    with pytest.raises(moderation.NotAllowed):
        shown_again(hiding, moderator)
    assert ImportHiding.objects.get().state == "beginning"


def test_once_hidden_it_is_not_hidden_again_and_one_under_way_not_at_all(ann, moderator):
    source = imported(ann)
    assert hidden(source, moderator)
    assert hidden(source, moderator) is None
    with pytest.raises(moderation.NotAllowed):
        hidden(imported(ann, source={"state": "running"}), moderator)


def test_its_owner_takes_it_back_before_or_after_but_not_meanwhile(client, ann, moderator):
    source = imported(ann)
    hiding = hidden(source, moderator)
    client.force_login(ann)
    take_back = reverse("import-undo", args=[source.key])
    assert "Moderators have hidden" in client.post(take_back, follow=True).text
    source.refresh_from_db()
    assert source.state == "done"
    shown_again(hiding, moderator)
    client.post(take_back)
    source.refresh_from_db()
    assert source.state in ("undoing", "undone")


@pytest.mark.parametrize("who", ["triage", "ann", "owner"])
def test_only_moderators_may_and_nobody_with_their_own(who, ann, moderator):
    by = {"triage": make_staff("Triage"), "ann": ann, "owner": moderator}[who]
    source = imported(moderator if who == "owner" else ann)
    with pytest.raises(moderation.NotAllowed):
        hidden(source, by)


# --- The pages ---------------------------------------------------------------------------------


def test_first_its_page_says_numbers_then_it_is_hidden_then_shown(desk, ann, nobody):
    source = imported(ann, title="Cheap watches", source={"name": "secret-name.html"})
    page = desk.get(page_of(source)).text
    assert "3 bookmarks would be hidden" in page
    assert "Cheap watches" in page
    assert "secret-name" not in page
    assert desk.post(page_of(source), {"reason": ""}).status_code == 422
    assert listed(nobody) == 3
    desk.post(page_of(source), {"reason": "Spam."})
    assert listed(nobody) == 0
    assert "Show it again" in desk.get(page_of(source)).text
    desk.post(page_of(source), {"reason": "A mistake."})
    assert listed(nobody) == 3


def test_many_are_hidden_after_a_page_that_counts(desk, ann, bob, nobody):
    chosen = [imported(person).pk for person in (ann, bob)]
    sent = {"action": "hide", "_selected_action": chosen}
    page = desk.post(LIST, sent)
    assert "6 bookmarks would be hidden" in page.text
    assert listed(nobody) == 6
    ids = page.context["form"]["imports"].value()
    hide = reverse("admin:bookmarks_import_hide")
    assert desk.post(hide, {"imports": ids, "reason": ""}).status_code == 422
    answer = desk.post(hide, {"imports": ids, "reason": "Spam."}, follow=True)
    assert "2 imports are hidden." in answer.text
    assert listed(nobody) == 0


@pytest.mark.parametrize("imports", ["", "x", "1,,2", ",".join(map(str, range(21)))])
def test_nonsense_hides_nothing(desk, ann, imports):
    imported(ann)
    hide = reverse("admin:bookmarks_import_hide")
    assert desk.post(hide, {"imports": imports, "reason": "x"}).status_code == 422
    assert not ImportHiding.objects.exists()


def test_private_imports_are_not_named(desk, ann):
    secret = imported(ann, audience="private", source={"audience": "private"})
    mixed = imported(ann, source={"audience": "private"})
    assert list(desk.get(LIST).context["cl"].result_list) == []
    assert list(desk.get(f"{LIST}?q=ann").context["cl"].result_list) == [mixed]
    assert desk.get(page_of(secret)).status_code == 404


@pytest.mark.parametrize("who", ["triage", "ann"])
def test_the_pages_are_moderators_alone(who, client, ann):
    source = imported(ann)
    client.force_login(make_staff("Triage") if who == "triage" else ann)
    for path in (LIST, page_of(source), reverse("admin:bookmarks_import_hide")):
        assert client.post(path, {"reason": "x"}).status_code in {302, 403}
    assert not ImportHiding.objects.exists()
