"""What Lighthouse gives a running site's pages, on a phone: `lighthouse.py LIGHTHOUSE [ADDRESS]`.

Each page is measured three times, for a machine is never quite idle; the middle one counts.
"""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from statistics import median
from typing import Any

Report = dict[str, Any]
PAGES = {
    "home": "/",
    "collection": "/@demo/link-sharing/",
    "person": "/@demo/",
    "log-in": "/accounts/login/",
}
PARTS = ("performance", "accessibility", "best-practices", "seo")
NUMBERS = {
    "first-contentful-paint": "FCP",
    "largest-contentful-paint": "LCP",
    "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
}
RUNS = 3
ENOUGH = 98


def main(lighthouse: str, site: str = "http://127.0.0.1:8000") -> int:
    pages = PAGES | {"bookmark": _a_bookmark(site)}
    print("| page | " + " | ".join((*PARTS, *NUMBERS.values())) + " |")
    print("|---" * (1 + len(PARTS) + len(NUMBERS)) + "|")
    is_enough = True
    for name, path in pages.items():
        reports = [_report(lighthouse, site + path) for _ in range(RUNS)]
        points = [round(median(_points(report, part) for report in reports)) for part in PARTS]
        shown = [str(n) for n in points]
        shown += [reports[0]["audits"][audit]["displayValue"] for audit in NUMBERS]
        print(f"| {name} | {' | '.join(shown)} |", flush=True)
        for fault in _faults(reports[0]):
            print(f"    {fault}", file=sys.stderr)
        is_enough &= min(points) >= ENOUGH
    return 0 if is_enough else 1


def _a_bookmark(site: str) -> str:
    """The path of the newest in the collection."""
    with urllib.request.urlopen(f"{site}{PAGES['collection']}feed.json") as answer:  # noqa: S310
        return "/b/" + str(json.load(answer)["items"][0]["id"]).rstrip("/").rpartition("/")[2] + "/"


def _report(lighthouse: str, address: str) -> Report:
    flags = ["--headless=new", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    written = subprocess.run(
        [lighthouse, address, "--quiet", "--output=json", f"--chrome-flags={' '.join(flags)}"],
        env={**os.environ, "CHROME_PATH": chromium},
        check=True,
        capture_output=True,
    ).stdout
    report: Report = json.loads(written)
    return report


def _points(report: Report, part: str) -> float:
    return float(report["categories"][part]["score"] or 0) * 100


def _faults(report: Report) -> list[str]:
    """What cost points."""
    audits = (
        report["audits"][each["id"]]
        for part in PARTS
        for each in report["categories"][part]["auditRefs"]
        if each["weight"]
    )
    return [
        f"{audit['id']}: {audit['score']} {audit.get('displayValue', '')}"
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    ]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
