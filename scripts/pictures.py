"""Take the README's pictures of a running site's demo collection: `pictures.py [ADDRESS]`."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs/images"
COLLECTION = "/@demo/link-sharing/"


def main(address: str = "http://127.0.0.1:8000") -> None:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        _take(browser, address, "light", (1180, 1000), "collection-light.png")
        _take(browser, address, "dark", (390, 844), "collection-dark-phone.png")
        browser.close()


def _take(browser: Browser, address: str, theme: str, size: tuple[int, int], name: str) -> None:
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=1.5 if theme == "light" else 2,
        color_scheme="dark" if theme == "dark" else "light",
    )
    page.goto(address + COLLECTION, wait_until="networkidle")
    page.screenshot(path=IMAGES / name)
    print(f"{name}: {(IMAGES / name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(*sys.argv[1:])
