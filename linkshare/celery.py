"""The Celery application: workers and beat run `celery -A linkshare`."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linkshare.settings")

# The embedded default: see the module for what its like in kombu lacks.
TRANSPORT_ALIASES["filesystem"] = "linkshare.kit.folder_broker:Transport"

app = Celery("linkshare")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "accounts",
        "bookmarks",
        *(
            f"bookmarks.{part}"
            for part in (
                "bulk discovery feeds fetching mailing moderation portability search".split()
            )
        ),
    ]
)
