"""Take the pictures of docs/moderation.md: `moderation_pictures.py ADDRESS HANDLE PASSWORD`.

Of a site on which `manage.py simulate-abuse --now` was played, with a link that waits and a rule
that is not live yet; the person is an administrator without a second factor.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs/images"
PAGES = {
    "moderation-waiting.png": ("/admin/bookmarks/hold/", 420),
    "moderation-rule.png": ("/admin/bookmarks/domainrule/1/change/", 620),
    "moderation-settings.png": ("/admin/accounts/sitesettings/1/change/", 720),
    "moderation-health.png": ("/admin/bookmarks/health/", 760),
}


def main(address: str, handle: str, password: str) -> None:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        page = browser.new_page(viewport={"width": 1100, "height": 700}, color_scheme="light")
        page.goto(f"{address}/accounts/login/")
        page.fill("[name=login]", handle)
        page.fill("[name=password]", password)
        page.click("main button[type=submit]")
        for name, (where, height) in PAGES.items():
            _take(page, f"{address}{where}", height, name)
        browser.close()


def _take(page: Page, url: str, height: int, name: str) -> None:
    page.set_viewport_size({"width": 1100, "height": height})
    page.goto(url, wait_until="networkidle")
    page.screenshot(path=IMAGES / name)
    print(f"{name}: {(IMAGES / name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(*sys.argv[1:])
