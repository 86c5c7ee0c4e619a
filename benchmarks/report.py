"""The figures, as a table to read and as a flat object to compare."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.load import Subject


def table(groups: Sequence[Sequence[Subject]]) -> str:
    heads = ("req/s", "vs empty", "work ms", "× empty", "p50 ms", "p99 ms", "answers")
    lines = [f"{'':32}" + "".join(f"{head:>10}" for head in heads)]
    for group in groups:
        for subject in group:
            p50, p99 = subject.percentiles()
            lines.append(
                f"{subject.name:32}{subject.rate:10.1f}{subject.versus(group[0]):10.4f}"
                f"{subject.work:10.2f}{_times(subject, group[0]):10.1f}"
                f"{p50:10.2f}{p99:10.2f}{subject.answers:10}"
            )
    return "\n".join(lines)


def plain_table(found: Mapping[str, float]) -> str:
    return "\n".join(f"{name:32}{value:10.2f}" for name, value in found.items())


def figures(groups: Sequence[Sequence[Subject]]) -> dict[str, float]:
    """`collection_page_pg` is reported as `collection_page_vs_empty_pg`: the suffix stays last."""
    found: dict[str, float] = {}
    for group in groups:
        suffix = group[0].name.removeprefix("empty_view")
        for subject in group:
            name = subject.name.removesuffix(suffix)
            p50, p99 = subject.percentiles()
            found[f"{name}_rps{suffix}"] = round(subject.rate, 1)
            found[f"{name}_work_ms{suffix}"] = round(subject.work, 2)
            found[f"{name}_p50_ms{suffix}"] = round(p50, 2)
            found[f"{name}_p99_ms{suffix}"] = round(p99, 2)
            if subject is not group[0]:
                found[f"{name}_work_times_empty{suffix}"] = round(_times(subject, group[0]), 1)
                found[f"{name}_vs_empty{suffix}"] = round(subject.versus(group[0]), 4)
    return found


def compared(small: Sequence[Subject], large: Sequence[Subject], suffix: str) -> dict[str, float]:
    """How much longer each takes with the larger number of bookmarks."""
    return {
        f"{one.name.removesuffix(suffix)}_vs_empty{suffix}_1m_vs_55k": round(
            other.wait / one.wait, 3
        )
        for one, other in zip(small[1:], large[1:], strict=True)
    }


def deepest(group: Sequence[Subject]) -> dict[str, float]:
    """The collection's last page over its first, both made anew."""
    suffix = group[0].name.removeprefix("empty_view")
    waits = {subject.name.removesuffix(suffix): subject.wait for subject in group}
    ratio = waits["deepest_page_fresh"] / waits["collection_page_fresh"]
    return {f"deepest_vs_first{suffix}": round(ratio, 3)}


def _times(subject: Subject, empty: Subject) -> float:
    """How many empty answers its work would make."""
    return subject.work / empty.work if empty.work else 0.0


def keep(found: dict[str, float]) -> Path:
    path = Path(os.environ.get("LINKSHARE_DATA_DIR", "var"), "bench.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n")
    return path
