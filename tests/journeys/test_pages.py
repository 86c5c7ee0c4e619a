"""Every page of the table of addresses: accessible, valid, no wider than a phone.

What a page's scripts and the content policy complain of, and what could not be loaded, the windows
remember: see `windows.py`.
"""

from collections import deque
from urllib.parse import parse_qs, urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from bookmarks.demo import login
from tests.journeys import markup
from tests.journeys.person import Person
from tests.journeys.windows import PHONE
from tests.web.crawl import addresses

NARROWEST = {"width": 360, "height": 740}
FILES = {"settings-data-file", "library-export", "collection-export", "import-refused"}
NO_PAGES = ("feed", "-qr", "-card")
AXE = Axe()
TOUCHED = [
    *("/", "/library/", "/library/?select=1", "/library/?view=cards", "/library/?view=moodboard"),
    *("/library/?view=headlines", "/library/tags/", "/following/manage/", "/collections/"),
    *("/@demo/link-sharing/", "/@demo/link-sharing/members/", "/save/", "/settings/", "/popular/"),
]
# What is to be hit and is lower than 44 pixels, or narrower than 24 (WCAG 2.2, 2.5.8 and 2.5.5).
# Links among words are as high as the words, and a card is hit anywhere.
SMALL = """() => [...document.querySelectorAll("a[href], button, summary, select, input, textarea")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.type !== "hidden")
    .filter((each) => !each.closest(".visually-hidden, .skip, [aria-hidden=true]"))
    .filter((each) => getComputedStyle(each, "::after").position !== "absolute")
    .filter((each) => getComputedStyle(each).display !== "inline"
        || ![...each.parentNode.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((each) => each.matches("[type=checkbox], [type=radio]") && each.closest("label") || each)
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, { height }]) => height)
    .filter(([, { width, height }]) => Math.round(height) < 44 || Math.round(width) < 24)
    .map(([each, { width, height }]) => `${width} × ${height}: ${each.outerHTML.slice(0, 120)}`)"""
CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}


def test_every_page_for_those_who_are_signed_out(windows, tmp_path):
    found = faults(windows.open(), tmp_path)
    assert not found, "\n".join(found)


def test_every_page_for_those_who_are_signed_in(windows, tmp_path):
    demo = Person(login.HANDLE, windows.open())
    demo.logs_in(login.PASSWORD)
    found = faults(demo.page, tmp_path)
    assert not found, "\n".join(found)


def test_on_a_phone_everything_is_as_large_as_a_finger(windows):
    demo = Person(login.HANDLE, windows.open(**PHONE))
    demo.logs_in(login.PASSWORD)
    small = []
    for address in TOUCHED:
        demo.opens(address)
        small += [f"{address}: {each}" for each in demo.page.evaluate(SMALL)]
    assert not small, "\n".join(small)


def faults(page, folder):
    sources, found = {}, []
    for address, source in one_address_a_kind(page):
        sources[address] = source
        looks = (*in_the_looks_of(page), *in_the_width_of(page))
        found += [f"{address}: {fault}" for fault in looks]
    return found + markup.faults(sources, folder)


def one_address_a_kind(page):
    """Open page after page, following links, then what else the table of addresses has; address
    and HTML of each that is of a new kind."""
    seen, ahead, rest = {None}, deque(["/"]), deque(addresses(known_of_demo(page)))
    while ahead or rest:
        is_linked = bool(ahead)
        address = (ahead or rest).popleft()
        if (kind := kind_of(address)) in seen or not (is_linked or is_page(page, address)):
            continue
        answer = page.goto(address)
        seen.add(kind)
        if kind_of(page.url) not in seen - {kind}:
            seen.add(kind_of(page.url))
            yield address, answer.body()
            ahead.extend(links_of(page))


def known_of_demo(page):
    """What fills the addresses in, of the demo content; where it does not fit there is no page."""
    shelf = {"handle": login.HANDLE, "slug": "link-sharing", "member": "ann", "name": "linux"}
    [first, *_] = page.request.get("/@demo/link-sharing/feed.json").json()["items"]
    odd = dict.fromkeys(("link_key", "uidb36", "provider_id", "token", "kind"), "x")
    return shelf | odd | {"key": first["url"].split("/")[-2], "pk": 1, "n": 0, "form": "atom"}


def is_page(page, address):
    """No button's target, file or part of a page. Asked beside the window, which keeps troubles."""
    answer = page.request.get(address, max_redirects=0)
    is_html = answer.headers.get("content-type", "").startswith("text/html")
    return answer.status == 200 and is_html and "<html" in answer.text()


def kind_of(address):
    """What the table of addresses calls it, or the view of a list; None for what is no page."""
    parts = urlsplit(address)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return None
    view = parse_qs(parts.query).get("view", [name])[0]
    is_file = name in FILES or name.endswith(NO_PAGES)
    return None if is_file or name.startswith("admin:") else view


def links_of(page):
    """Those that stay on the site."""
    hrefs = page.locator("a[href]").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    addresses = [urlsplit(urljoin(page.url, href)) for href in hrefs]
    here = urlsplit(page.url).netloc
    return [
        part._replace(scheme="", netloc="").geturl() for part in addresses if part.netloc == here
    ]


def in_the_looks_of(page):
    """Colours alone differ in the dark. Without motion they are there at once."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    yield from violations(AXE.run(page))
    page.emulate_media(color_scheme="dark")
    yield from violations(AXE.run(page, options=CONTRAST))


def violations(results):
    for violation in results.response["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {node['html']} ({node['failureSummary']})"


def in_the_width_of(page):
    """Read from the left, and from the right."""
    wide = page.viewport_size
    page.set_viewport_size(NARROWEST)
    for direction in ("rtl", "ltr"):
        page.evaluate("way => { document.documentElement.dir = way }", direction)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROWEST["width"]:
            yield f"{width} pixels wide, read {direction}"
    page.set_viewport_size(wide)
