"""Take the pictures of README and docs/gallery.md of a running site with the demo content.

`pictures.py [ADDRESS]`, as the demo account, whose password is the known one on this machine.
"""

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs/images"
SIZES = {"desktop": (1280, 860), "tablet": (768, 1024), "phone": (390, 844)}
MOST_BYTES = 100_000
SHELF = "/@demo/link-sharing/"
# As in bookmarks/demo/login.py.
HANDLE, PASSWORD = "demo", "demo-linkshare"


class Shot(NamedTuple):
    name: str
    path: str
    size: str
    theme: str
    is_signed_in: bool = False


SHOTS = [
    Shot("home", "/", "desktop", "light"),
    Shot("home-phone", "/", "phone", "dark"),
    Shot("collection-list", SHELF, "desktop", "light"),
    Shot("collection-cards", f"{SHELF}?view=cards", "desktop", "dark"),
    Shot("collection-headlines", f"{SHELF}?view=headlines", "tablet", "light"),
    Shot("collection-moodboard", f"{SHELF}?view=moodboard", "desktop", "light"),
    Shot("collection-phone", SHELF, "phone", "dark"),
    Shot("desk", "/", "desktop", "light", is_signed_in=True),
    Shot("library", "/library/", "desktop", "dark", is_signed_in=True),
    Shot("search", "/search/?q=web", "desktop", "light", is_signed_in=True),
    Shot("explore", "/explore/", "desktop", "dark"),
    Shot("save-phone", "/save/", "phone", "light", is_signed_in=True),
]


def main(address: str = "http://127.0.0.1:8000") -> None:
    IMAGES.mkdir(exist_ok=True)
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        for shot in SHOTS:
            _take(browser, address, shot)
        browser.close()


def _take(browser: Browser, address: str, shot: Shot) -> None:
    width, height = SIZES[shot.size]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.theme == "dark" else "light",
        reduced_motion="reduce",
    )
    if shot.is_signed_in:
        _log_in(page, address)
    page.goto(address + shot.path, wait_until="networkidle")
    picture = _as_webp(page.screenshot())
    (IMAGES / f"{shot.name}.webp").write_bytes(picture)
    print(f"{shot.name}: {len(picture) // 1000} kB")
    if len(picture) > MOST_BYTES:
        raise SystemExit(f"{shot.name} is too large")
    page.context.close()


def _log_in(page: Page, address: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.locator("[name=login]").fill(HANDLE)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(f"{address}/")


def _as_webp(png: bytes) -> bytes:
    written = BytesIO()
    Image.open(BytesIO(png)).save(written, "WEBP", quality=82, method=6)
    return written.getvalue()


if __name__ == "__main__":
    main(*sys.argv[1:])
