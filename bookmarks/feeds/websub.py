"""Telling a hub which feeds have something new (WebSub, and how hubs of PubSubHubbub 0.4 are told).

Nobody sends anything when they save. Beat compares the revisions of people with what the hub was
last told: so all that changes within its interval is one message, and what fails is told later.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.urls import reverse

from accounts.models import User
from bookmarks.collecting import tree_of
from bookmarks.feeds.writing import FORMS
from bookmarks.fetching.client import BadAnswer, FetchError, post
from bookmarks.models import Announcement, Bookmark, Collection, CollectionItem, Revision
from bookmarks.models.revision import LAST_SEEN

log = logging.getLogger(__name__)

PEOPLE_A_RUN = 200
TOPICS_A_MESSAGE = 60
# Of somebody of whom the hub was never told: what is older than this is no news.
FIRST_LOOK = timedelta(days=1)
# A transaction may write a moment that is past by the time it commits.
OVERLAP = timedelta(minutes=10)
_ANYBODY = AnonymousUser()


@dataclass(frozen=True, slots=True)
class _Changed:
    person_id: int
    state: str
    revision: int


def announce(at: datetime) -> None:
    """Tell the hub of all that changed, the longest unsaid first; stop where it does not answer."""
    if not settings.WEBSUB_HUB:
        return
    try:
        for each in _changed()[:PEOPLE_A_RUN]:
            _announce(each, at)
    except FetchError as error:
        log.warning("The hub was not told: %s", error)


def _announce(changed: _Changed, at: datetime) -> None:
    person = User.objects.get(pk=changed.person_id)
    told = Announcement.objects.filter(person=changed.person_id).first()
    since = told.announced_at - OVERLAP if told else at - FIRST_LOOK
    topics = list(_topics(person, since)) if person.may_publish else []
    for start in range(0, len(topics), TOPICS_A_MESSAGE):
        _tell(topics[start : start + TOPICS_A_MESSAGE])
    values = {"state": changed.state, "revision": changed.revision, "announced_at": at}
    Announcement.objects.update_or_create(person=person, defaults=values)


def _tell(topics: Sequence[str]) -> None:
    """What a hub refuses it refuses a minute later too; what it could not do is told again."""
    fields = [("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)]
    answer = post(settings.WEBSUB_HUB, fields)
    if answer.status in _LATER or answer.status >= 500:
        raise BadAnswer(f"{settings.WEBSUB_HUB} answered {answer.status}")
    if answer.status >= 300:
        log.error("The hub answered %s to %s.", answer.status, topics[0])


_LATER = frozenset({408, 425, 429})


def _changed() -> list[_Changed]:
    """People whose state is another than the hub was told, those who changed first at first.

    On PostgreSQL each change is a row with a higher number: only the newest are looked at, and some
    before, for of two that come at once the higher may be seen first.
    """
    told = Announcement.objects.all()
    rows = Revision.objects.filter(Exists(User.objects.filter(pk=OuterRef("person"))))
    if connection.vendor == "postgresql":
        last = told.aggregate(last=Max("revision"))["last"] or 0
        recent = Revision.objects.filter(pk__gt=last - LAST_SEEN).values("person")
        rows, told = rows.filter(person__in=recent), told.filter(person__in=recent)
    states = rows.values("person_id").annotate(n=Count("pk"), top=Max("pk"), sum=Sum("changes"))
    known = dict(told.values_list("person_id", "state"))
    found = [
        _Changed(row["person_id"], f"{row['n']}-{row['top']}-{row['sum']}", row["top"])
        for row in states.order_by("top")
    ]
    return [each for each in found if known.get(each.person_id) != each.state]


def _topics(person: User, since: datetime) -> Iterator[str]:
    """The addresses of the feeds in which the person's or their members' bookmarks are new."""
    listed = Bookmark.objects.visible_to(_ANYBODY).listed().saved_by(person)
    is_new = listed.filter(changed_at__gte=since).exists()
    if is_new:
        yield from _in_each_form("feed")
        yield from _in_each_form("person-feed", person.handle)
    tree = tree_of(person, _ANYBODY)
    own = Collection.objects.listed_to(_ANYBODY).filter(owner=person)
    with_news = Q(Exists(_new_places(since)))
    filled = own.filter(with_news | ~Q(query="") if is_new else with_news)
    found = {c.pk: c for each in filled for c in (each, *tree.above(each))}
    for collection in found.values():
        yield from _in_each_form("collection-feed", person.handle, collection.slug)


def _new_places(since: datetime) -> QuerySet[CollectionItem]:
    seen = Bookmark.objects.visible_to(_ANYBODY).kept().filter(pk=OuterRef("bookmark"))
    places = CollectionItem.objects.filter(collection=OuterRef("pk"))
    is_new = Q(added_at__gte=since) | Q(bookmark__changed_at__gte=since)
    return places.filter(is_new, Exists(seen))


def _in_each_form(name: str, *parts: str) -> Iterator[str]:
    for form in FORMS:
        yield settings.SITE_URL + reverse(name, args=[*parts, form])
