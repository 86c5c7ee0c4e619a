"""`manage.py reindex`: make the index of searching anew while the site runs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from bookmarks.search.indexing import note_all, pending, sweep


class Command(BaseCommand):
    help = (
        "Index all bookmarks anew; needed after a change of LANGUAGE_CODE. The site can run "
        "meanwhile. If it is interrupted, the worker goes on, and so does --pending."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--pending", action="store_true", help="only what changed and is not indexed yet"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["pending"]:
            note_all()
        is_quiet = True if options["verbosity"] == 0 else None
        with tqdm(total=pending(), unit=" bookmarks", disable=is_quiet) as bar:
            while done := sweep():
                bar.update(done)
