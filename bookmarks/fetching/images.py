"""Pictures of links, from the address that a page named to the files that we show.

All that must not be lost is on the Picture, as with links: `due_at` wants a fetch, `claim` says
that someone is at it. However many links show a picture, it is fetched once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from bookmarks.addresses import AddressError, host_of, join
from bookmarks.fetching import claiming, image_store, pacing
from bookmarks.fetching.image_visits import Errand, Visit, why
from bookmarks.fetching.offline import connectivity
from bookmarks.fetching.outcome import Outcome
from bookmarks.models import Bookmark, Link, Picture
from bookmarks.models.picture import PictureQuerySet

Role = Picture.Role
State = Picture.State

RENEWED_AFTER = {Role.COVER: timedelta(hours=1), Role.FAVICON: timedelta(days=1)}
"""A link that is read again has its pictures renewed too, but not oftener: many share them."""
_AWHILE = timedelta(minutes=2)


@transaction.atomic
def want(link_ids: Iterable[int], now: datetime, *, is_awaited: bool = False) -> None:
    """See to it that these links show the pictures that their pages name.

    `is_awaited`: somebody looks at the page that waits for them.
    """
    links = Link.objects.filter(pk__in=list(link_ids)).order_by("pk").select_for_update()
    links = links.only("url", "cover_url", "favicon_url", "cover_id", "favicon_id")
    covers = {link: _spelled(link, link.cover_url) for link in links}
    icons = {link: _spelled(link, link.favicon_url) for link in links}
    cover_ids = _wanted(Role.COVER, set(covers.values()), now, is_awaited)
    icon_ids = _wanted(Role.FAVICON, set(icons.values()), now, is_awaited)
    for link in links:
        link.cover_url, link.favicon_url = covers[link], icons[link]
        link.cover_id = cover_ids.get(link.cover_url)
        link.favicon_id = icon_ids.get(link.favicon_url)
    Link.objects.bulk_update(links, ["cover_url", "favicon_url", "cover", "favicon"])


def want_missing(now: datetime, most: int = 2000) -> int:
    """The same for saved links that came by their addresses in another way; of how many."""
    is_saved = Exists(Bookmark.objects.filter(link=OuterRef("pk")))
    ids = Link.objects.without_pictures().filter(is_saved).values_list("pk", flat=True)[:most]
    want(ids, now)
    return len(ids)


def fetch_again(pictures: PictureQuerySet, now: datetime) -> int:
    """What an administrator asks for; of how many."""
    idle = pictures.filter(due_at__isnull=True)
    idle.filter(files__isnull=True).update(state=State.WAITING, reason="")
    return idle.update(due_at=now, attempts=0)


def take(due: PictureQuerySet, count: int, claim: UUID, now: datetime) -> list[Errand]:
    """At most so many of these, one of a site, each with a name for its files."""
    with transaction.atomic():
        pictures = claiming.take_pictures(due, count, claim, now)
        names = image_store.new_names(len(pictures), now)
    return list(map(Errand, pictures, names))


def conclude(visits: Sequence[Visit], claim: UUID, now: datetime) -> int:
    """Write what was found to pictures that are still ours; how many were."""
    for visit in visits:
        if visit.failure:
            _note(visit.errand.picture.host, visit.failure, now)
    with transaction.atomic():
        written = sum(_conclude(visit, claim, now) for visit in visits)
        image_store.forget_names(visit.errand.key for visit in visits if not visit.may_lie)
    return written


def _note(host: str, failure: Outcome, now: datetime) -> None:
    connectivity.note(host, failure)
    if failure.asked_for:
        pacing.hold(host, now + failure.asked_for)


def _spelled(link: Link, address: str) -> str:
    """As the fetcher will spell it; empty for what it would refuse to try."""
    try:
        return join(link.url, address) if address else ""
    except AddressError:
        return ""


def _wanted(
    role: Role,
    urls: set[str],
    now: datetime,
    is_awaited: bool,  # noqa: FBT001
) -> Mapping[str, int]:
    """The pictures of these addresses, new ones made and old ones due again."""
    urls.discard("")
    there = _hold(role, urls)
    missing = sorted(urls - there.keys())
    Picture.objects.bulk_create(
        [
            Picture(role=role, url=url, host=host_of(url), due_at=now, wanted_at=now)
            for url in missing
        ],
        ignore_conflicts=True,
    )
    there |= _hold(role, missing)
    wanted = Picture.objects.filter(pk__in=there.values())
    wanted.update(wanted_at=now)
    old = wanted.filter(due_at__isnull=True, fetched_at__lte=now - RENEWED_AFTER[role])
    old.update(due_at=now, attempts=0)
    if is_awaited:
        wanted.filter(due_at__isnull=False).update(is_awaited=True)
    return there


def _hold(role: Role, urls: Iterable[str]) -> dict[str, int]:
    """In one order, so that two who want the same do not wait for each other."""
    rows = Picture.objects.filter(role=role, url__in=list(urls)).order_by("pk")
    return dict(rows.select_for_update().values_list("url", "pk"))


def _conclude(visit: Visit, claim: UUID, now: datetime) -> int:
    columns = {"claim": None, "claimed_until": None, **_columns(visit, now)}
    before = visit.errand.picture
    written = Picture.objects.filter(pk=before.pk, claim=claim).update(**columns)
    if written and "files" in columns and before.files_id:
        image_store.keep_for_a_while([before.files_id], now)
    return written


def _columns(visit: Visit, now: datetime) -> dict[str, Any]:
    if visit.failure:
        attempts = visit.errand.picture.attempts
        if connectivity.is_to_blame_for(visit.failure):
            return {"due_at": now + _AWHILE, "attempts": max(0, attempts - 1)}
        if next_try := visit.failure.next_try(attempts, now):
            again = _("We will try again.")
            reason = f"{visit.failure.reason} {again}"[:300]
            return {"due_at": next_try, "reason": reason, "is_awaited": False}
        return _settled(visit, State.ERROR, visit.failure.reason, now)
    if visit.made and visit.made.refusal:
        return _settled(visit, State.UNFIT, why(visit.made.refusal), now)
    return {**_settled(visit, State.OK, "", now), **_kept(visit)}


def _settled(visit: Visit, state: str, reason: str, now: datetime) -> dict[str, Any]:
    """What was kept before stays, whatever became of the address since."""
    state = State.OK if visit.errand.picture.files_id else state
    done = {"due_at": None, "is_awaited": False, "attempts": 0, "fetched_at": now}
    return {**done, "state": state, "reason": reason[:300]}


def _kept(visit: Visit) -> dict[str, Any]:
    if not visit.made:
        return {}
    size = {"width": visit.made.width, "height": visit.made.height}
    return {**size, "files": visit.errand.key, "digest": visit.digest}
