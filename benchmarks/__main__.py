"""`python -m benchmarks`; the package's own text says how it measures."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from benchmarks.client import Client, UnexpectedAnswerError
from benchmarks.crowd import CROWDS, crowd
from benchmarks.drain import LINKS, NotDrainedError, drain
from benchmarks.files import move
from benchmarks.load import Subject, measure
from benchmarks.report import compared, deepest, figures, keep, plain_table, table
from benchmarks.site import (
    NoStartError,
    Site,
    postgres_database,
    redis_database,
    running_site,
)
from benchmarks.subjects import COLLECTION, following_subjects, subjects_of

BOOKMARKS = 55_410  # what the page that the project starts from had
MILLION = 1_000_000
FOLLOWS = 1_000_000
EIGHT = 8
SERVERS = 4
"""Processes that serve a crowd: with fewer, hardly two would write at once."""

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Database:
    suffix: str
    is_postgres: bool

    @contextmanager
    def new(self) -> Iterator[str]:
        """The address of an empty one."""
        if not self.is_postgres:
            yield ""
            return
        with postgres_database() as url:
            yield url

    def __str__(self) -> str:
        return "PostgreSQL" if self.is_postgres else "SQLite"


def main() -> int:
    """Each part is said and kept as soon as it is known: the next may take long, or fail."""
    options = _options()
    databases = _databases(options)
    found: Figures = {}
    try:
        for name in options.parts:
            _warn_if_busy()
            found |= PARTS[name](options, databases)
            print(f"\nAlso in {keep(found)}\n", flush=True)
    except (NoStartError, UnexpectedAnswerError, NotDrainedError) as error:
        print(f"The measurement ended early: {error}", file=sys.stderr)
        return 1
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all, if none is named")
    parser.add_argument("--bookmarks", type=int, default=BOOKMARKS)
    parser.add_argument("--million", type=int, default=MILLION, help="bookmarks of the large site")
    parser.add_argument("--links", type=int, default=LINKS, help="that are due, in the drain")
    parser.add_argument("--follows", type=int, default=FOLLOWS, help="beside those of the readers")
    parser.add_argument("--requests", type=int, default=100_000, help="of the memory part")
    parser.add_argument("--seconds", type=float, default=16.0, help="for each subject, in all")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--quick", action="store_true", help="a look, not a measurement")
    parser.add_argument("--sqlite-only", action="store_true")
    options = parser.parse_args()
    if unknown := set(options.parts) - PARTS.keys():
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    options.parts = options.parts or list(PARTS)
    if options.quick:
        options.bookmarks, options.seconds, options.rounds = 1_000, 0.6, 2
        options.links, options.million, options.requests = 1_000, 3_000, 2_000
        options.follows = 1_000
    return options


def _databases(options: argparse.Namespace) -> list[Database]:
    found = [Database("", is_postgres=False)]
    if options.sqlite_only:
        return found
    with postgres_database() as url:
        if url:
            return [*found, Database("_pg", is_postgres=True)]
    print("PostgreSQL does not answer: only SQLite is measured.", file=sys.stderr)
    return found


def _pages(options: argparse.Namespace, databases: list[Database]) -> Figures:
    """Pages and a save; all databases in the same rounds."""
    with ExitStack() as stack:
        groups = [_group(stack, one, options.bookmarks, one.suffix) for one in databases]
        print("Measuring …", flush=True)
        measure([one for group in groups for one in group], options.seconds, options.rounds)
        found = figures(groups)
        print(f"\n{options.bookmarks:,} bookmarks in one collection\n\n{table(groups)}", flush=True)
        for group in groups:
            found |= deepest(group) | _of_eight(group, options.seconds)
    print(f"\n{plain_table({n: v for n, v in found.items() if 'eight' in n or 'deepest_vs' in n})}")
    return found


def _of_eight(group: list[Subject], seconds: float) -> Figures:
    """How uneven the waits of eight at once are: the 99th of a hundred over the middle one."""
    found = {}
    suffix = group[0].name.removeprefix("empty_view")
    for one in group:
        name = one.name.removesuffix(suffix)
        if name in {"collection_page", "library_page", "search_page", "save"}:
            eight = one.with_connections(EIGHT)
            measure([eight], seconds / 4, 2)
            p50, p99 = eight.percentiles()
            found[f"{name}_p99_vs_median_of_eight{suffix}"] = round(p99 / p50, 2)
    return found


def _group(stack: ExitStack, database: Database, bookmarks: int, suffix: str) -> list[Subject]:
    site = _site(stack, database, bookmarks)
    return subjects_of(site.port, suffix, site.work, site.said_by("benchmarks.deepest"))


def _site(stack: ExitStack, database: Database, bookmarks: int, servers: int = 1) -> Site:
    print(f"Making {bookmarks:,} bookmarks on {database} …", flush=True)
    url = stack.enter_context(database.new())
    return stack.enter_context(running_site(bookmarks, url, servers))


def _files(options: argparse.Namespace, databases: list[Database]) -> Figures:
    """A file brought in, and the library taken out."""
    found: Figures = {}
    for database in databases:
        print(f"Bringing in and taking out {options.bookmarks:,} on {database} …", flush=True)
        with database.new() as url:
            found |= move(options.bookmarks, url).figures("55k", database.suffix)
    print(f"\n{plain_table(found)}")
    return found


def _crowds(options: argparse.Namespace, databases: list[Database]) -> Figures:
    """People who save, edit and delete at once, on a site with several processes."""
    found: Figures = {}
    for database in databases:
        with ExitStack() as stack:
            site = _site(stack, database, options.bookmarks, SERVERS)
            sessions = json.loads(site.said_by("benchmarks.people", str(max(CROWDS))))
            failed = 0
            for people in CROWDS:
                together = crowd(site.port, sessions[:people], options.seconds)
                found |= together.figures(people, database.suffix)
                failed += together.failed
            found[f"concurrent_saves_failed{database.suffix}"] = float(failed)
    print(f"\n{plain_table(found)}")
    return found


def _people(options: argparse.Namespace, databases: list[Database]) -> Figures:
    """What somebody follows, be it few or very many, beside one collection."""
    found: Figures = {}
    for database in databases:
        with ExitStack() as stack:
            site = _site(stack, database, options.million)
            print(f"Drawing {options.follows:,} follows …", flush=True)
            sessions = json.loads(site.said_by("benchmarks.followers", str(options.follows)))
            group = following_subjects(site.port, sessions, database.suffix, site.work)
            measure(group, options.seconds, options.rounds)
            print(f"\n{options.million:,} bookmarks, {database}\n\n{table([group])}", flush=True)
            for one in group[1:]:
                name = one.name.removesuffix(database.suffix)
                ratio = round(one.wait / group[0].wait, 2)
                found |= {
                    f"{name}_vs_collection{database.suffix}": ratio,
                    f"{name}_p50_ms{database.suffix}": round(one.percentiles()[0], 2),
                }
    print(f"\n{plain_table(found)}")
    return found


def _memory(options: argparse.Namespace, databases: list[Database]) -> Figures:
    """What a web process holds after half of so many requests, and after all of them.

    Half of 100,000 fill its memory of kept pages.
    """
    found: Figures = {}
    for database in databases:
        with ExitStack() as stack:
            site = _site(stack, database, min(options.bookmarks, 5_000))
            client = Client(site.port)
            for number in range(1, options.requests + 1):
                fresh = number % 50 == 0  # a page is made anew now and then
                client.get(f"{COLLECTION}?n={number}" if fresh else COLLECTION)
                if number == options.requests // 2:
                    found[f"web_memory_mb{database.suffix}"] = round(site.memory(), 1)
            client.close()
            grown = site.memory() - found[f"web_memory_mb{database.suffix}"]
            found[f"web_memory_growth_mb{database.suffix}"] = round(grown, 1)
    print(f"\n{plain_table(found)}")
    return found


def _drained(options: argparse.Namespace, databases: list[Database]) -> Figures:
    """The embedded default; then PostgreSQL and Redis, where they answer."""
    found: Figures = {}
    for database in databases:
        print(f"Draining {options.links:,} links on {database} …", flush=True)
        with database.new() as url, redis_database() as redis:
            broker = redis if database.is_postgres else ""
            found |= drain(options.links, url, broker).figures(database.suffix)
    print(f"\n\n{options.links:,} due links on 1,000 sites\n\n{plain_table(found)}")
    return found


def _million(options: argparse.Namespace, databases: list[Database]) -> Figures:
    """The same pages on a large site and on the usual one, in the same rounds; and a large file."""
    found: Figures = {}
    for database in databases:
        with ExitStack() as stack:
            small = _group(stack, database, options.bookmarks, database.suffix)
            large = _group(stack, database, options.million, f"_1m{database.suffix}")
            print("Measuring …", flush=True)
            measure([*small, *large], options.seconds, options.rounds)
            print(f"\n{options.million:,} bookmarks, {database}\n\n{table([small, large])}")
            found |= figures([large]) | deepest(large) | compared(small, large, database.suffix)
        with database.new() as url, database.new() as other:
            one, many = move(options.bookmarks, url), move(options.million, other)
            ratio = many.brought.seconds / one.brought.seconds
            found |= many.figures("1m", database.suffix)
            found[f"import_1m_vs_55k{database.suffix}"] = round(ratio, 2)
    print(f"\n{plain_table({n: v for n, v in found.items() if '_vs_55k' in n or '_1m_' in n})}")
    return found


PARTS: dict[str, Callable[[argparse.Namespace, list[Database]], Figures]] = {
    "pages": _pages,
    "files": _files,
    "crowds": _crowds,
    "people": _people,
    "memory": _memory,
    "drain": _drained,
    "million": _million,
}


def _warn_if_busy() -> None:
    """Client and server need a core each; whatever else runs takes it from the slow pages."""
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    if cores < 2 or load > cores * 0.75:
        print(
            f"This machine is busy (load {load:.1f}, {cores} cores): rates, ratios and waiting "
            "times come out worse than they are. Only the column of work holds.",
            file=sys.stderr,
        )


if __name__ == "__main__":
    sys.exit(main())
