"""Browser windows that remember what went wrong in them."""

import os
import re
import shutil
import tempfile
from pathlib import Path

DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
NO_SCRIPT = {**DESKTOP, "java_script_enabled": False}
LOOKS = {"desktop": DESKTOP, "phone": PHONE, "no-script": NO_SCRIPT}
# The person went on before it had come: no fault of the page.
LEFT = "net::ERR_ABORTED"
# Chromium's own traffic has no place in a test; nor have its sandbox for root, and /dev/shm.
FLAGS = [
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    # There is none, and to draw as if there were takes longer.
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
]


def launch(playwright):
    """Debian's browser without windows if it is there: it takes a third of what the other does."""
    found = (shutil.which(name) for name in ("chromium-headless-shell", "chromium"))
    path = os.environ.get("CHROMIUM") or next(filter(None, found), None)
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


class Windows:
    """All windows of one test. Each is a person's own: no cookie is shared between two."""

    def __init__(self, chromium, base_url):
        self._chromium = chromium
        self._base_url = base_url
        self._pages = []
        self.troubles = []

    def open(self, **look):
        options = {"base_url": self._base_url, **DESKTOP, **look}
        context = self._chromium.new_context(**options)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._note(f"{page.url}: {error}"))
        page.on("requestfailed", self._miss)
        page.on("response", self._judge)
        self._pages.append(page)
        return page

    def close(self):
        for page in self._pages:
            page.context.close()

    def keep_evidence(self, name):
        """What every window shows, in a folder of its own that outlives the run; its path."""
        prefix = f"linkshare-{re.sub(r'[^a-z]+', '-', name)}-"
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=os.environ.get("JOURNEY_EVIDENCE")))
        for number, page in enumerate(self._pages, 1):
            page.screenshot(path=folder / f"{number}.png", full_page=True)
            text = f"{page.url}\n\n{page.locator('body').inner_text()}\n"
            (folder / f"{number}.txt").write_text(text)
        return folder

    def _hear(self, message):
        """Errors of scripts, and what the content security policy refused."""
        if message.type in {"error", "warning"}:
            self._note(f"{message.location.get('url')}: {message.text}")

    def _miss(self, request):
        if request.failure != LEFT:
            self._note(f"{request.url}: {request.failure}")

    def _judge(self, response):
        if response.status >= 400:
            self._note(f"{response.url}: {response.status}")

    def _note(self, trouble):
        self.troubles.append(trouble)
