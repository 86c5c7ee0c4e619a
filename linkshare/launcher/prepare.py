"""What must be true of the data before the site runs: `python -m linkshare.launcher.prepare`.

Every step first asks whether there is anything to do, so that the second start takes seconds.
"""

import hashlib
import json
import os
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from bookmarks.demo import login
from linkshare.launcher.database_errors import why_no_database

# What one start keeps for the next one and for the launcher, in the data folder.
KEPT = "prepared.json"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linkshare.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError, OSError) as error:
        print(f"A setting is not right: {error}", file=sys.stderr)
        return 2
    try:
        _prepare()
    except DatabaseError as error:
        print(why_no_database(error), file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.strerror or error}: {error.filename or settings.DATA_DIR}", file=sys.stderr)
        return 2
    return 0


def _prepare() -> None:
    _report("database", migrate())
    kept = Path(settings.DATA_DIR, KEPT)
    _report("static files", collect_static(kept))
    _report("demo content", make_demo())
    _keep(kept, has_demo_login=has_demo_login())


def _report(step: str, outcome: str) -> None:
    print(f"  {step}: {outcome}", flush=True)  # read by the launcher, shown on its terminal


def migrate() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return "up to date"
    call_command("migrate", interactive=False, verbosity=0)
    return f"{len(plan)} migrations applied"


def collect_static(kept: Path) -> str:
    """Only storages that name files by their content need them gathered in one folder."""
    if not isinstance(staticfiles_storage, ManifestStaticFilesStorage):
        return "served from their sources"
    fingerprint = _static_fingerprint()
    if _facts(kept).get("static") == fingerprint and Path(settings.STATIC_ROOT).is_dir():
        return "up to date"
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    _keep(kept, static=fingerprint)
    return "gathered"


def _static_fingerprint() -> str:
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def make_demo() -> str:
    """The command itself knows whether its content was made before, and says so."""
    if os.environ.get("DEMO", "1").lower() in {"0", "false", "no", "off"}:
        return "not wanted (DEMO=0)"
    said = StringIO()
    try:
        call_command("demo", verbosity=1, stdout=said)
    except CommandError as error:
        return f"left out. {error}"
    return "\n    ".join(said.getvalue().splitlines())


def has_demo_login() -> bool:
    """Whether the password that everybody knows still opens the demo account."""
    person = get_user_model().objects.filter(**{get_user_model().USERNAME_FIELD: login.HANDLE})
    return any(found.check_password(login.PASSWORD) for found in person)


def _facts(kept: Path) -> dict[str, Any]:
    try:
        found = json.loads(kept.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _keep(kept: Path, **news: object) -> None:
    unfinished = kept.with_suffix(".new")
    unfinished.write_text(json.dumps({**_facts(kept), **news}))
    unfinished.replace(kept)


if __name__ == "__main__":
    sys.exit(main())
