"""Texts as QR codes (ISO/IEC 18004), drawn as SVG without styles, which our policy would refuse."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

import qrcode


@lru_cache(maxsize=64)
def svg(text: str) -> str:
    """Black on white, whatever the page's colours: cameras expect it. With its quiet zone."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    n = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n} {n}" width="{n * 8}"'
        f' height="{n * 8}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{n}v{n}H0z"/><path d="{"".join(_bars(rows))}"/></svg>'
    )


def _bars(rows: Sequence[Sequence[bool]]) -> Iterator[str]:
    """Each run of dark modules of a row is one bar."""
    for y, row in enumerate(rows):
        x = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                yield f"M{x} {y}h{length}v1h-{length}z"
            x += length
