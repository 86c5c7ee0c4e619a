"""What the W3C's feed validator has to say of a feed, mistakes and warnings alike.

Only of what ours have in them: no enclosures, no dates of events, no module but Dublin Core's.
"""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from bs4 import BeautifulSoup
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CONTENT_TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "json": "application/feed+json",
}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
URI = re.compile(r"https?://(\[[0-9a-f:]+\]|[\w.-]+)(:\d+)?(/[!$%&'()*+,\-./0-9:;=?@A-Z_a-z~]*)?")
URI_WITH_FRAGMENT = re.compile(URI.pattern + r"(#[!$%&'()*+,\-./0-9:;=?@A-Z_a-z~]*)?")
TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}:[!$%&'()*+,\-./0-9:;=?@A-Z_a-z~]+")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC822 = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
BAD_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ufffd-\uffff]")
LIKE_HTML = re.compile(r"</\w+>|&#?\w+;")
SAFE = set("p img a blockquote br code em h3 h4 h5 h6 hr li ol pre strong ul".split())
JSON_FIELDS = set(
    "version title home_page_url feed_url description next_url icon favicon authors language "
    "hubs items".split()
)
ITEM_FIELDS = set(
    "id url external_url title content_html summary image date_published date_modified "
    "authors tags".split()
)


def faults_of(form, url, answer):
    """Empty for a feed that was asked for at `url` and has none."""
    found = [] if answer["Content-Type"] == CONTENT_TYPES[form] else ["content type"]
    text = answer.content.decode()
    found += ["characters"] if BAD_CHARACTERS.search(text) else []
    if form == "json":
        return found + list(_of_json(url, json.loads(text)))
    found += [] if text.startswith('<?xml version="1.0" encoding="utf-8"?>') else ["declaration"]
    root = etree.fromstring(answer.content)
    return found + list(_of_atom(url, root) if form == "atom" else _of_rss(url, root))


def _of_atom(url, feed):
    for name in ("id", "title", "updated", "subtitle", "icon"):
        yield from _once(feed, ATOM + name)
    yield from _unless("language", LANGUAGE.fullmatch(feed.get(XML_LANG, "")))
    yield from _unless("feed's id", TAG_URI.fullmatch(feed.findtext(f"{ATOM}id")))
    yield from _links(url, feed, ATOM + "link")
    yield from _unless("author", feed.find(f"{ATOM}author/{ATOM}name") is not None)
    entries = feed.findall(f"{ATOM}entry")
    for name in ("id", "updated"):
        yield from _different(name, [each.findtext(ATOM + name) for each in entries])
    yield from _unless("entries last", [*feed][len(feed) - len(entries) :] == entries)
    for element in feed.iter(f"{ATOM}title", f"{ATOM}subtitle"):
        is_text = element.get("type", "text") == "text"
        yield from _unless("undeclared HTML", not (is_text and LIKE_HTML.search(element.text)))
    for entry in entries:
        yield from _of_entry(entry)


def _of_entry(entry):
    for name in ("id", "title", "published", "updated", "content", "author"):
        yield from _once(entry, ATOM + name)
    yield from _unless("id", TAG_URI.fullmatch(entry.findtext(f"{ATOM}id")))
    published, updated = (entry.findtext(ATOM + name) for name in ("published", "updated"))
    for moment in (published, updated):
        yield from _unless("date", RFC3339.fullmatch(moment))
    yield from _unless("order of dates", _moment(published) <= _moment(updated))
    links = {each.get("rel"): each.get("href") for each in entry.findall(f"{ATOM}link")}
    yield from _unless("links of an entry", set(links) == {"alternate", "related"})
    for href in links.values():
        yield from _unless(f"address {href}", URI_WITH_FRAGMENT.fullmatch(href))
    for category in entry.findall(f"{ATOM}category"):
        yield from _unless("category", category.get("term", "").strip())
    yield from _of_html(entry.findtext(f"{ATOM}content"))


def _of_rss(url, rss):
    yield from _unless("version", rss.get("version") == "2.0")
    channel = rss[0]
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        yield from _once(channel, name)
    yield from _unless("language", LANGUAGE.fullmatch(channel.findtext("language")))
    yield from _unless("date", RFC822.fullmatch(channel.findtext("lastBuildDate")))
    yield from _unless("page", URI.fullmatch(channel.findtext("link")))
    yield from _links(url, channel, ATOM + "link")
    items = channel.findall("item")
    yield from _different("guid", [item.findtext("guid") for item in items])
    for item in items:
        yield from _of_item(item)


def _of_item(item):
    for name in ("title", "link", "description", "guid", "pubDate", "comments", DC + "creator"):
        yield from _once(item, name)
    yield from _unless("author without mail", item.find("author") is None)
    yield from _unless("permalink", item.find("guid").get("isPermaLink") == "false")
    date = item.findtext("pubDate")
    yield from _unless("date", RFC822.fullmatch(date) and parsedate_to_datetime(date))
    for name in ("link", "comments"):
        href = item.findtext(name)
        yield from _unless(f"address {href}", URI_WITH_FRAGMENT.fullmatch(href))
    for category in item.findall("category"):
        yield from _unless("category", category.text.strip())
    yield from _of_html(item.findtext("description"))


def _of_json(url, feed):
    yield from _unless("version", feed["version"] == "https://jsonfeed.org/version/1.1")
    yield from _unless("unknown fields", feed.keys() <= JSON_FIELDS)
    yield from _unless("language", LANGUAGE.fullmatch(feed["language"]))
    yield from _unless(
        "feed's own address", feed["feed_url"] == re.sub(r"[?&]after=[^&]*", "", url)
    )
    yield from _unless("next address", feed.get("next_url") not in {url, feed["feed_url"]})
    yield from _different("id", [item["id"] for item in feed["items"]])
    for item in feed["items"]:
        yield from _unless("unknown fields", item.keys() <= ITEM_FIELDS)
        yield from _unless("title", item["title"].strip() and all(item.get("tags", ["-"])))
        for name in ("url", "external_url"):
            yield from _unless(f"address {item[name]}", URI_WITH_FRAGMENT.fullmatch(item[name]))
        for name in ("date_published", "date_modified"):
            yield from _unless("date", RFC3339.fullmatch(item[name]))
        yield from _unless("author", all(each["name"].strip() for each in item["authors"]))
        yield from _of_html(item["content_html"])


def _links(url, parent, name):
    """Itself once, where it was found; one of each relation."""
    links = {each.get("rel"): each.get("href") for each in parent.findall(name)}
    yield from _different("relation", [each.get("rel") for each in parent.findall(name)])
    yield from _unless(f"self: {links.get('self')}", links.get("self") == url)
    for href in links.values():
        yield from _unless(f"address {href}", URI.fullmatch(href))


def _of_html(html):
    """Safe, whole addresses, nothing that stands for nothing."""
    yield from _unless("content", html and html.strip())
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        yield from _unless(f"element {tag.name}", tag.name in SAFE)
        attributes = {"href", "src", "alt", "title", "rel", "start"}
        yield from _unless(f"attributes {tag.attrs}", tag.attrs.keys() <= attributes)
        whole = ("http://", "https://", "mailto:")
        for name in tag.attrs.keys() & {"href", "src"}:
            yield from _unless("relative address", tag[name].startswith(whole))


def _once(parent, name):
    found = parent.findall(name)
    said = len(found) == 1 and ("".join(found[0].itertext()).strip() or found[0].get("href"))
    yield from _unless(f"one {name}, not blank", said)


def _different(name, values):
    yield from _unless(f"{name} is there twice", len(set(values)) == len(values))


def _moment(text):
    return datetime.fromisoformat(text)


def _unless(fault, is_right):
    if not is_right:
        yield fault
