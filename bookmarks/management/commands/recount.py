"""`manage.py recount`: prove the kept numbers of bookmarks, and mend them with --repair."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bookmarks.counting import recount


class Command(BaseCommand):
    help = "Count all bookmarks and compare with the numbers that triggers keep."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write the true numbers")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = recount(repair=options["repair"])
        for table, count in wrong.items():
            self.stdout.write(f"{table}: {count} wrong")
        if any(wrong.values()):
            if not options["repair"]:
                raise CommandError("Some numbers are wrong; --repair writes the true ones.")
            self.stdout.write("Repaired.")
