"""`python -m benchmarks.deepest`: where the last page of the big collection begins, as a cursor."""

import django

django.setup()

from bookmarks.demo import login  # noqa: E402 - Django must be set up first
from bookmarks.demo.made_up.crowd import ARCHIVE  # noqa: E402
from bookmarks.models import CollectionItem  # noqa: E402
from linkshare.kit.paging import Cursor  # noqa: E402

PAGE = 30


def main() -> None:
    items = CollectionItem.objects.filter(
        collection__owner__handle=login.HANDLE, collection__slug=ARCHIVE
    )
    oldest = items.order_by("saved_at", "bookmark_id").values_list("saved_at", "bookmark_id")
    print(Cursor("after", *oldest[PAGE]))


if __name__ == "__main__":
    main()
