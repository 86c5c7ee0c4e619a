"""Taking bookmarks away in a file, which is written while it is sent."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from bookmarks.models import Collection
from bookmarks.portability import writing
from bookmarks.views.addressed import of_collection

PIECE = 1 << 16


@login_required
@never_cache
@require_safe
def library(request: SignedInRequest) -> HttpResponseBase:
    return _file(request, writing.library(request.user), request.user.handle)


@login_required
@never_cache
@require_safe
@of_collection  # type: ignore[arg-type]  # a file is sent in pieces
def collection(request: SignedInRequest, collection: Collection) -> HttpResponseBase:
    """What people see, they may take."""
    return _file(request, writing.collection(collection, request.user), collection.slug)


def _file(request: HttpRequest, pieces: Iterator[str], name: str) -> HttpResponseBase:
    content = _joined(pieces) if request.method == "GET" else ()
    response = StreamingHttpResponse(content, content_type="text/html; charset=utf-8")
    filename = f"linkshare-{name}-{timezone.localdate():%Y-%m-%d}.html"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _joined(pieces: Iterator[str]) -> Iterator[bytes]:
    """In pieces of a size that is worth sending."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()
