"""Passing on a collection or a person: link, QR code, frames, oEmbed."""

import pytest
from bs4 import BeautifulSoup

from accounts.models import HandleChange
from bookmarks.models import Collection
from linkshare.kit import qr
from tests.factories import (
    NOON,
    PASSWORD,
    BookmarkFactory,
    CollectionFactory,
    LinkFactory,
    PictureFactory,
)
from tests.web.pages import soup

SITE = "http://127.0.0.1:8000"
FRAMES = ["/embed/@ann/shelf/", "/embed/@ann/"]


@pytest.fixture
def shelf(ann):
    shelf = CollectionFactory(owner=ann, title='Shelf "1"', slug="shelf", description="Of *oak*.")
    link = LinkFactory(excerpt="Says it.", cover=PictureFactory())
    BookmarkFactory(owner=ann, link=link, title="Oaks", collections=[shelf], tags=["tree"])
    BookmarkFactory(owner=ann, note="My words.", collections=[shelf])
    return shelf


@pytest.mark.parametrize("path", ["/@ann/shelf/", "/@ann/"])
def test_a_page_leads_to_its_share_page_with_link_code_and_frame(client, shelf, path):
    assert soup(client.get(path)).select_one(f'main a[href="{path}share/"]')
    page = soup(client.get(f"{path}share/?theme=dark&hide=cover&hide=tags"))
    assert page.select_one("#share-url")["value"] == SITE + path
    frame = f"/embed{path}?theme=dark&hide=cover&hide=tags"
    assert page.iframe["src"] == frame
    code = soup(type("Code", (), {"content": page.select_one("#share-code").text}))
    assert code.iframe["src"] == SITE + frame
    assert {box["value"] for box in page.select("[checked]")} == {"cover", "tags"}


@pytest.mark.parametrize("path", FRAMES)
def test_a_frame_may_be_shown_anywhere_and_nothing_else_may(client, shelf, path):
    frame = client.get(path)
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "script-src 'none'" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    assert not frame.cookies
    share = client.get(path.removeprefix("/embed") + "share/")
    assert "frame-ancestors 'none'" in share["Content-Security-Policy"]
    assert "frame-src 'self'" in share["Content-Security-Policy"]
    assert share["X-Frame-Options"] == "DENY"
    page = soup(frame)
    assert not page.select("form, script")
    for link in page.select("a"):
        assert link["target"] == "_blank"
        assert "noopener" in link["rel"]


def test_a_frame_leaves_out_what_is_not_wanted(client, shelf):
    whole = client.get("/embed/@ann/shelf/").text
    for part, shown in {"header": "Of oak.", "cover": "<img", "excerpt": "Says it.",
                        "note": "My words.", "tags": ">tree<"}.items():  # fmt: skip
        assert shown in whole
        assert shown not in client.get(f"/embed/@ann/shelf/?hide={part}").text
    assert 'data-theme="light"' in client.get("/embed/@ann/?theme=light").text
    assert client.get("/embed/@ann/?theme=pink").status_code == 400


def test_a_frame_shows_whoever_looks_what_anybody_sees(client, ann, shelf):
    BookmarkFactory(owner=ann, title="Mine alone", audience="private", collections=[shelf])
    before = client.get("/embed/@ann/shelf/").content
    client.login(username="ann", password=PASSWORD)
    assert client.get("/embed/@ann/shelf/").content == before
    Collection.objects.update(audience="private")
    for path in ("/embed/@ann/shelf/", "/@ann/shelf/share/", "/@ann/shelf/qr.svg"):
        assert client.get(path).status_code == 404


def test_an_old_name_leads_to_the_frame(client, ann, shelf):
    HandleChange.objects.create(person=ann, old_handle="embed", changed_at=NOON)
    assert client.get("/embed/@embed/shelf/")["Location"] == "/embed/@ann/shelf/"
    assert client.get("/embed/@ANN/shelf/")["Location"] == "/embed/@ann/shelf/"


def test_the_code_holds_the_address(client, shelf):
    answer = client.get("/@ann/shelf/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.text == qr.svg(f"{SITE}/@ann/shelf/")
    assert "style" not in answer.text


def test_oembed_is_found_and_says_what_to_show(client, shelf):
    [link] = soup(client.get("/@ann/shelf/")).select("link[type='application/json+oembed']")
    said = client.get(link["href"] + "&maxwidth=300&maxheight=5000").json()
    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", 'Shelf "1"')
    assert (said["width"], said["height"]) == (300, 600)
    frame = soup(type("Html", (), {"content": said["html"]})).iframe
    assert frame["src"] == f"{SITE}/embed/@ann/shelf/"
    assert (frame["width"], frame["title"]) == ("300", 'Shelf "1"')
    [link] = soup(client.get("/@ann/shelf/")).select("link[type='text/xml+oembed']")
    answer = client.get(link["href"] + "&maxwidth=300&maxheight=5000")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    [in_xml] = BeautifulSoup(answer.content, "xml").find_all("oembed")
    assert {each.name: each.text for each in in_xml.find_all()} == {
        name: str(value) for name, value in said.items()
    }


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"url={SITE}/@ann/", 200),
        (f"url={SITE}/@ann/shelf", 200),
        (f"url={SITE}/%2540ann/shelf/", 200),
        (f"url={SITE}/%2500/", 404),
        (f"url={SITE}/@ann/private/", 404),
        (f"url={SITE}/library/", 404),
        ("url=https://example.org/@ann/shelf/", 404),
        ("url=http://[", 404),
        ("", 404),
        (f"url={SITE}/@ann/private/&format=xml", 404),
        (f"url={SITE}/@ann/&format=yaml", 501),
        (f"url={SITE}/@ann/&maxheight=0", 400),
        (f"url={SITE}/@ann/&maxwidth=wide", 400),
    ],
)
def test_oembed_knows_what_it_may_tell_of(client, ann, shelf, query, status):
    CollectionFactory(owner=ann, slug="private", audience="private")
    assert client.get(f"/oembed/?{query}").status_code == status
