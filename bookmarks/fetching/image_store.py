"""Where the files of pictures lie, and when they go.

Written: a row with a new name, then the files, then the picture that points to the row. Deleted:
the pointer, then the files, last the row. Only the worker that made a name ever uses it, within
its lease, so a name without a picture whose time is over will never have one.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import Exists, OuterRef

from bookmarks.models import Bookmark, Link, Picture, PictureFiles
from bookmarks.models.picture import PictureQuerySet, new_key

KEPT_FOR = timedelta(days=1)
BATCH = 500


def new_names(count: int, now: datetime) -> list[str]:
    rows = [PictureFiles(key=new_key(), kept_until=now + KEPT_FOR) for _number in range(count)]
    PictureFiles.objects.bulk_create(rows)
    return [row.key for row in rows]


def forget_names(keys: Iterable[str]) -> None:
    """Those under which nothing was written."""
    PictureFiles.objects.filter(pk__in=list(keys), picture__isnull=True).delete()


def save(key: str, files: Sequence[bytes]) -> None:
    """No database: safe in any thread."""
    for name, content in zip(PictureFiles.names_of(key), files, strict=True):
        _storage().save(name, ContentFile(content))


def read(name: str) -> bytes | None:
    try:
        with _storage().open(name) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def remove_unused(now: datetime) -> int:
    """Delete what no saved link shows; of how many names the files went. May run twice at once."""
    _let_go(now)
    while _delete_pictures(now) == BATCH:
        pass
    return _delete_files(now)


def _let_go(now: datetime) -> None:
    """Links that nobody has saved any more show nothing; saved again, they ask again."""
    nobodys = ~Exists(Bookmark.objects.filter(link=OuterRef("pk")))
    old = Link.objects.filter(nobodys, fetched_at__lte=now - KEPT_FOR)
    for role in Picture.Role.values:
        showing = old.filter(**{f"{role}__isnull": False})
        ids = list(showing.values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            old.filter(pk__in=ids[start : start + BATCH]).update(**{role: None})


@transaction.atomic
def _delete_pictures(now: datetime) -> int:
    """Each new use writes `wanted_at`: that and the lock keep what is wanted at this moment."""
    unused = _unused(now).select_for_update(skip_locked=True, of=("self",))
    some = dict(unused.order_by("pk").values_list("pk", "files_id")[:BATCH])
    Picture.objects.filter(pk__in=some).delete()
    keep_for_a_while(filter(None, some.values()), now)
    return len(some)


def _unused(now: datetime) -> PictureQuerySet:
    return Picture.objects.filter(
        ~Exists(Link.objects.filter(cover=OuterRef("pk"))),
        ~Exists(Link.objects.filter(favicon=OuterRef("pk"))),
        wanted_at__lte=now - KEPT_FOR,
    )


def _delete_files(now: datetime) -> int:
    unnamed = PictureFiles.objects.filter(picture__isnull=True, kept_until__lte=now)
    deleted = 0
    for key in unnamed.order_by("kept_until", "pk").values_list("pk", flat=True)[: 20 * BATCH]:
        for name in PictureFiles.names_of(key):
            _storage().delete(name)
        deleted += PictureFiles.objects.filter(pk=key, picture__isnull=True).delete()[0]
    return deleted


def keep_for_a_while(keys: Iterable[str], now: datetime) -> None:
    """Names that no picture has any more."""
    PictureFiles.objects.filter(pk__in=list(keys)).update(kept_until=now + KEPT_FOR)


def _storage() -> Storage:
    return storages["pictures"]
