"""`manage.py import`: a bookmark file into somebody's library."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from accounts.handles import find_person
from accounts.models import User
from accounts.models.user import Audience
from bookmarks.import_forms import refuse_what_is_no_text
from bookmarks.models import Collection, Import
from bookmarks.portability import bringing_in, checking, importing
from bookmarks.tag_fields import TagsField

State = Import.State


class Command(BaseCommand):
    help = (
        "Bring a file of bookmarks (HTML, CSV, JSON or XML as browsers and bookmarking sites write "
        "it, or a list of addresses) into a person's library. What they have already is left as it "
        "is. On their page of imports they see what became of it, and can take it back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("person", metavar="handle", help="whose library")
        parser.add_argument("--collection", metavar="slug", help="put them in this collection")
        parser.add_argument(
            "--flat", action="store_true", help="make no collections of the file's folders"
        )
        parser.add_argument(
            "--audience",
            choices=[*Audience.values, "file"],
            default=Audience.PRIVATE,
            help="who sees them; file: as the file says (default: private)",
        )
        parser.add_argument("--tags", default="", help="for all of them, separated by commas")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        person = find_person(options["person"])
        if person is None:
            raise CommandError(f"Nobody here is called {options['person']}.")
        choices = _choices(person, options)
        source = _received(person, options["file"])
        checking.check(source, timezone.now())
        source.refresh_from_db()
        if source.state != State.READY:
            raise CommandError("The file could not be read; the log says why.")
        self._say_what_would_happen(source)
        if options["dry_run"]:
            _forget(source)
        elif importing.begin(source, choices) and source.hold(timezone.now()):
            self._bring_in(source, is_quiet=options["verbosity"] == 0)

    def _say_what_would_happen(self, source: Import) -> None:
        self.stdout.write(
            f"{source.found} entries: {source.new} new, {source.known} there already, "
            f"{source.refused} refused."
        )
        for refusal in source.refusals.order_by("line").iterator():
            self.stderr.write(f"line {refusal.line}: {refusal.address}: {refusal.reason}")

    def _bring_in(self, source: Import, *, is_quiet: bool) -> None:
        source.refresh_from_db()
        total = source.found - source.refused
        with tqdm(total=total, unit=" entries", disable=True if is_quiet else None) as bar:
            while bringing_in.bring_in(source, timezone.now()):
                bar.update(source.position - bar.n)
        source.refresh_from_db()
        self.stdout.write(f"{source.saved} bookmarks saved.")


def _choices(person: User, options: dict[str, Any]) -> dict[str, object]:
    collection = None
    if options["collection"]:
        own = Collection.objects.managed_by(person)
        collection = own.filter(slug=options["collection"]).first()
        if collection is None:
            raise CommandError(f"{person.handle} has no collection {options['collection']}.")
    try:
        tags = TagsField(required=False).clean(options["tags"])
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return {
        "collection": collection,
        "makes_collections": not options["flat"],
        "audience": options["audience"],
        "tags": list(tags),
    }


def _received(person: User, path: Path) -> Import:
    """Without a word to the workers: this process does it, and they follow if it dies."""
    source = Import(person=person, name=path.name[:200], requested_at=timezone.now())
    try:
        with path.open("rb") as file:
            refuse_what_is_no_text(File(file))
            source.file.save(f"{source.key}.txt", File(file), save=False)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except ValidationError as error:
        raise CommandError(f"{path}: {error.message}") from error
    source.save()
    return source


def _forget(source: Import) -> None:
    checking.spool_of(source).remove()
    source.file.delete(save=False)
    source.delete()
