"""`manage.py demo`: content to look at, made once; with `--bookmarks N` made up by the million."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookmarks.demo import seed
from bookmarks.demo.login import HANDLE, PASSWORD
from bookmarks.demo.made_up.crowd import ARCHIVE
from bookmarks.demo.made_up.follow_graph import draw
from bookmarks.demo.made_up.writing import OtherRunError, write
from bookmarks.demo.people import NameTakenError, demo_person
from bookmarks.discovery.tasks import rank
from bookmarks.search.indexing import sweep


class Command(BaseCommand):
    help = _("Make the demo account and its content; leaves what is there already as it is.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--bookmarks", type=_number, default=0, metavar="N", help=_("also make N made-up ones")
        )
        parser.add_argument(
            "--people",
            type=_number,
            default=0,
            metavar="N",
            help=_("also make N people, one in ten with a collection"),
        )
        parser.add_argument(
            "--follows",
            type=_number,
            default=0,
            metavar="N",
            help=_("of what so many of them follow"),
        )
        parser.add_argument(
            "--seed", type=int, default=7, help=_("other made-up ones; the same for the same seed")
        )

    def handle(self, *_args: object, **options: int) -> None:
        self._verbosity = options["verbosity"]
        try:
            # The made-up ones first: the seed's are newer, and ids follow time.
            if options["bookmarks"]:
                self._make_up(options["bookmarks"], options["seed"])
            self._sow()
            if options["people"]:
                self._draw(options["people"], options["follows"], options["seed"])
            rank()
            while sweep():
                pass
        except NameTakenError as taken:
            raise CommandError(
                _("Somebody here is called %(name)s already; the demo content needs that name.")
                % {"name": taken}
            ) from None

    def _make_up(self, count: int, chance: int) -> None:
        self._tell_login(seed.make_demo_person())
        demo = demo_person()
        assert demo is not None
        try:
            with _without_debug():
                made = write(demo, count, chance, show_progress=self._verbosity > 0)
        except OtherRunError:
            raise CommandError(_OTHER_RUN % {"count": count, "seed": chance}) from None
        address = f"{settings.SITE_URL}/@{demo.handle}/{ARCHIVE}/"
        if made:
            self._say(_("%(made)d bookmarks made: %(at)s") % {"made": made, "at": address})
        else:
            self._say(_("All %d bookmarks are there already; nothing was added.") % count)

    def _draw(self, people: int, follows: int, chance: int) -> None:
        with _without_debug():
            draw(people, follows, chance)
        self._say(_("%(people)d people follow each other.") % {"people": people})

    def _sow(self) -> None:
        if seed.is_seeded():
            self._say(_("The demo content is there already; nothing was changed."))
            return
        password = seed.sow()
        self._say(_("The demo content is made: %s") % f"{settings.SITE_URL}/@{HANDLE}/")
        self._tell_login(password)

    def _tell_login(self, password: str) -> None:
        """Even a quiet run says a password that was drawn for this site: it is nowhere else."""
        if password and (self._verbosity or password != PASSWORD):
            self.stdout.write(
                _("Log in as %(handle)s with the password %(password)s")
                % {"handle": HANDLE, "password": password}
            )

    def _say(self, text: str) -> None:
        if self._verbosity:
            self.stdout.write(text)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(_("%s is not a number") % text)
    return int(text)


@contextmanager
def _without_debug() -> Iterator[None]:
    """In DEBUG Django keeps every statement with its values, which at this size is slow."""
    debug, settings.DEBUG = settings.DEBUG, False
    try:
        yield
    finally:
        settings.DEBUG = debug


_OTHER_RUN = gettext_lazy(
    "There are made-up bookmarks of another --bookmarks or --seed than %(count)d and %(seed)d. "
    "Repeat that run, or begin with an empty database (LINKSHARE_DATA_DIR or DATABASE_URL)."
)
