"""The figures, as a table to read and as a flat object to compare."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from benchmarks.load import Subject


def table(groups: Sequence[Sequence[Subject]]) -> str:
    lines = [f"{'':32}{'req/s':>9}{'vs empty':>10}{'p50 ms':>9}{'p99 ms':>9}"]
    for group in groups:
        for subject in group:
            p50, p99 = subject.percentiles()
            ratio = subject.versus(group[0])
            lines.append(f"{subject.name:32}{subject.rate:9.1f}{ratio:10.3f}{p50:9.2f}{p99:9.2f}")
    return "\n".join(lines)


def figures(groups: Sequence[Sequence[Subject]]) -> dict[str, float]:
    """`collection_page_pg` is reported as `collection_page_vs_empty_pg`: the suffix stays last."""
    found: dict[str, float] = {}
    for group in groups:
        suffix = group[0].name.removeprefix("empty_view")
        for subject in group:
            name = subject.name.removesuffix(suffix)
            p50, p99 = subject.percentiles()
            found[f"{name}_rps{suffix}"] = round(subject.rate, 1)
            found[f"{name}_p50_ms{suffix}"] = round(p50, 2)
            found[f"{name}_p99_ms{suffix}"] = round(p99, 2)
            if subject is not group[0]:
                found[f"{name}_vs_empty{suffix}"] = round(subject.versus(group[0]), 4)
    return found


def keep(found: dict[str, float]) -> Path:
    path = Path(os.environ.get("LINKSHARE_DATA_DIR", "var"), "bench.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n")
    return path
