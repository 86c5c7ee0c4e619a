"""The site as an app: its card, its worker, what is shared into it."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from tests.web.pages import soup, typed

pytestmark = pytest.mark.django_db


def test_every_page_names_the_card_and_its_icons_are_there(client):
    card = client.get(soup(client.get("/")).select_one("[rel=manifest]")["href"])
    assert card["Content-Type"] == "application/manifest+json"
    said = json.loads(card.content)
    assert said["share_target"]["action"] == "/save/"
    assert {icon.get("purpose", "any") for icon in said["icons"]} == {"any", "maskable"}
    names = [icon["src"].removeprefix("/static/") for icon in said["icons"]]
    assert all(Path(settings.BASE_DIR, "static", name).exists() for name in names)


def test_a_browser_can_search_here_from_its_own_bar(client):
    link = soup(client.get("/")).select_one("[rel=search]")
    answer = client.get(link["href"])
    assert answer["Content-Type"] == link["type"] == "application/opensearchdescription+xml"
    said = BeautifulSoup(answer.content, "xml")
    assert said.ShortName.text == link["title"]
    places = {url["type"]: url["template"] for url in said.find_all("Url")}
    page = places["text/html"].replace("{searchTerms}", "tea%20%23black")
    assert client.get(page.removeprefix(settings.SITE_URL)).context["search"].text == "tea #black"
    feed = places["application/atom+xml"].replace("{searchTerms}", "tea")
    assert client.get(feed.removeprefix(settings.SITE_URL)).status_code == 200


def test_a_manager_of_passwords_finds_where_they_are_changed(client):
    answer = client.get("/.well-known/change-password")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/change/")


def test_what_an_app_shares_fills_the_form(client, ann):
    client.force_login(ann)
    page = client.get("/save/", {"title": "Oak", "text": "Look: https://example.org/oak"})
    assert (typed(page)["url"], typed(page)["title"]) == ("https://example.org/oak", "Oak")


def test_the_worker_is_one_small_script_at_the_top_with_a_version_of_its_own(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"] == "text/javascript"
    assert re.search(r'"pages-[0-9a-f]{12}"', answer.text)
    assert "/offline/" in answer.text
    assert len(answer.content) < 4000


def test_the_page_without_a_network_needs_nobody(client, ann):
    client.force_login(ann)
    assert client.get("/offline/").content == client.get("/offline/").content
    assert "ann" not in soup(client.get("/offline/")).body.text.split()


def test_what_is_at_hand_is_for_who_is_signed_in(client, ann):
    assert not soup(client.get("/recent/")).select(".bottom-nav")
    client.force_login(ann)
    links = [a["href"] for a in soup(client.get("/recent/")).select(".bottom-nav a")]
    assert links == ["/", "/library/", "/save/", "/following/", "/go/"]
