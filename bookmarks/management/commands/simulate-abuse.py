"""`manage.py simulate-abuse`: play abuse through on an empty database, and say what came of it."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from bookmarks.demo.abuse import Findings, Size, World, play
from bookmarks.demo.abuse.world import BEGIN


class Command(BaseCommand):
    help = (
        "Play a site under abuse: spammers in three styles, a brigade of false reporters, and "
        "moderators who decide at once. Only on an empty database, which is full afterwards."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        size = Size()
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same world")
        parser.add_argument("--people", type=int, default=size.people)
        parser.add_argument("--spammers", type=int, default=size.spammers)
        parser.add_argument("--days", type=int, default=size.days)
        parser.add_argument("--minutes", type=int, default=60, help="public for longer is too long")

        parser.add_argument(
            "--now", action="store_true", help="let it end now, so that the admin's pages show it"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError(
                "There are people here. Give an empty database: LINKSHARE_DATA_DIR=$(mktemp -d) "
                "or DATABASE_URL=…, after `manage.py migrate`."
            )
        size = Size(people=options["people"], spammers=options["spammers"], days=options["days"])
        begin = timezone.now() - timedelta(days=size.days) if options["now"] else BEGIN
        found = play(World.made(size, options["seed"], begin), options["minutes"])
        for name, value in told(found):
            self.stdout.write(f"{name:<58} {value}")


def told(found: Findings) -> list[tuple[str, str]]:
    waiting, minutes = found.honest_waiting
    return [
        ("spam links saved", f"{len(found.spam)}"),
        (f"of them public for more than {found.limit} minutes", f"{found.seen_too_long:.1%}"),
        ("never public, or gone by the first decision (aim 95 %)", f"{found.contained:.1%}"),
        ("links of honest people", f"{found.honest_saves}"),
        ("honest people with a link that waited", f"{waiting} (in the middle {minutes:.0f} min)"),
        ("acts against honest people (aim 0)", f"{found.honest_limited}"),
        ("cases for each spammer", f"{found.cases_a_spammer:.2f}"),
        ("decisions", f"{found.counts['decisions']}"),
        ("conflicts caught", f"{found.counts['conflicts']}"),
        ("decisions lost, double (aim 0, 0)", f"{found.lost}, {found.double}"),
    ]
