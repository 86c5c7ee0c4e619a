"""`python -m benchmarks`; the package's own text says how it measures."""

import argparse
import os
import sys
from contextlib import ExitStack

from benchmarks.client import UnexpectedAnswerError
from benchmarks.drain import LINKS, NotDrainedError, drain
from benchmarks.load import Subject, measure
from benchmarks.report import figures, keep, plain_table, table
from benchmarks.site import (
    NoStartError,
    postgres_database,
    redis_database,
    running_site,
)
from benchmarks.subjects import subjects_of

BOOKMARKS = 55_410  # what the page that the project starts from had


def main() -> int:
    """Each part is said and kept as soon as it is known: the next may take long, or fail."""
    options, found = _options(), dict[str, float]()
    try:
        if options.bookmarks:
            groups = _measured(options)
            found |= figures(groups)
            print(f"\n{options.bookmarks:,} bookmarks in one collection\n\n{table(groups)}")
            print(f"\nAlso in {keep(found)}\n", flush=True)
        if options.links:
            drained = _drained(options)
            print(f"\n{options.links:,} due links on 1,000 sites\n\n{plain_table(drained)}")
            print(f"\nAlso in {keep(found | drained)}")
    except (NoStartError, UnexpectedAnswerError, NotDrainedError) as error:
        print(f"The measurement ended early: {error}", file=sys.stderr)
        return 1
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--bookmarks", type=int, default=BOOKMARKS)
    parser.add_argument("--links", type=int, default=LINKS, help="that are due, in the drain")
    parser.add_argument("--seconds", type=float, default=16.0, help="for each subject, in all")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--quick", action="store_true", help="a look, not a measurement")
    parser.add_argument("--sqlite-only", action="store_true")
    options = parser.parse_args()
    if options.quick:
        options.bookmarks, options.seconds, options.rounds = 1_000, 0.6, 2
        options.links = 1_000
    return options


def _measured(options: argparse.Namespace) -> list[list[Subject]]:
    """One group of subjects a database, all measured in the same rounds."""
    with ExitStack() as stack:
        databases = {"": ""}
        if not options.sqlite_only:
            databases["_pg"] = stack.enter_context(postgres_database())
        groups = []
        for suffix, url in databases.items():
            if suffix and not url:
                print("PostgreSQL does not answer: only SQLite is measured.", file=sys.stderr)
                continue
            print(f"Making {options.bookmarks:,} bookmarks {suffix[1:] or 'sqlite'} …", flush=True)
            site = stack.enter_context(running_site(options.bookmarks, url))
            groups.append(subjects_of(site.port, suffix, site.work))
        _warn_if_busy()
        print("Measuring …", flush=True)
        measure([one for group in groups for one in group], options.seconds, options.rounds)
        return groups


def _drained(options: argparse.Namespace) -> dict[str, float]:
    """The embedded default; then PostgreSQL and Redis, where they answer."""
    _warn_if_busy()
    print(f"Draining {options.links:,} links on sqlite …", flush=True)
    found = drain(options.links).figures("")
    if options.sqlite_only:
        return found
    with postgres_database() as database, redis_database() as broker:
        if database:
            print(f"\nDraining {options.links:,} links on pg …", flush=True)
            found |= drain(options.links, database, broker).figures("_pg")
    return found


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
