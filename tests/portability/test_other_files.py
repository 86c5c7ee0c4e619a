"""Tables, records and lists as other sites, browsers and people write them."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest

from bookmarks.portability.formats import markup, records
from bookmarks.portability.formats.netscape_reading import Found
from bookmarks.portability.reading import entries

MOMENT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
FILES = {
    "pinboard.json": (
        (
            '[{"href":"https://a.example/","description":"A","extended":"Note","hash":"1",'
            '"time":"2023-11-14T22:13:20Z","shared":"no","toread":"yes","tags":"one two"}]'
        ),
        {"title": "A", "note": "Note", "tags": ("one", "two"), "saved_at": MOMENT}
        | {"is_private": True, "is_to_read": True},
    ),
    "pinboard.json, of a page without words": (
        (
            '[{"href":"https://a.example/","description":false,"extended":"","shared":"yes",'
            '"toread":"no","tags":""}]'
        ),
        {"is_private": False},
    ),
    "raindrop.csv": (
        (
            "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
            '1,A,Note,Of the page,https://a.example/,Design / Fonts,"one, two words",'
            "2023-11-14T22:13:20.000Z,,,true\n"
        ),
        {"line": 2, "title": "A", "note": "Note", "folders": ("Design", "Fonts")}
        | {"tags": ("one", "two words"), "saved_at": MOMENT, "is_favorite": True},
    ),
    "pocket.csv": (
        (
            "title,url,time_added,tags,status\n"
            '"A, b",https://a.example/,1700000000,one|two words,unread\n'
        ),
        {"line": 2, "title": "A, b", "tags": ("one", "two words"), "saved_at": MOMENT}
        | {"is_to_read": True},
    ),
    "instapaper.csv": (
        (
            "URL,Title,Selection,Folder,Timestamp,Tags\n"
            'https://a.example/,A,"Two\nlines",Recipes,1700000000,"[""one"", ""two words""]"\n'
        ),
        {"line": 3, "title": "A", "note": "Two\nlines", "folders": ("Recipes",)}
        | {"tags": ("one", "two words"), "saved_at": MOMENT},
    ),
    "instapaper.csv, of the shelf of all": (
        "URL,Title,Selection,Folder,Timestamp\nhttps://a.example/,A,,Unread,1700000000\n",
        {"line": 2, "title": "A", "saved_at": MOMENT, "is_to_read": True},
    ),
    "diigo.csv": (
        (
            "title,url,tags,description,comments,annotations,created_at\n"
            '"A","https://a.example/","one two","Note","","","2023-11-14 22:13:20 UTC"\n'
        ),
        {"line": 2, "title": "A", "note": "Note", "tags": ("one", "two"), "saved_at": MOMENT},
    ),
    "a spreadsheet's, as it is written in much of Europe": (
        "\ufeffTitle;URL;Tags\r\nA;https://a.example/;one\r\n;;\r\n",
        {"line": 2, "title": "A", "tags": ("one",)},
    ),
    "chrome's own file": (
        (
            '{"roots": {"bookmark_bar": {"name": "Bar", "type": "folder", "children": [{'
            '"name": "In", "children": [{"name": "A", "date_added": "13344473600000000", '
            '"url": "https://a.example/"}]}]}}}'
        ),
        {"title": "A", "folders": ("Bar", "In"), "saved_at": MOMENT},
    ),
    "firefox's backup": (
        (
            '{"title": "", "children": [{"title": "menu", "children": [{"title": "A", '
            '"uri": "https://a.example/", "dateAdded": 1700000000000000, "tags": "one,two"}]}]}'
        ),
        {"title": "A", "folders": ("menu",), "tags": ("one", "two"), "saved_at": MOMENT},
    ),
    "a site's interface": (
        (
            '{"count": 1, "authors": [{"url": "https://b.example/"}], "results": [{"title": "A", '
            '"url": "https://a.example/", "notes": "Note", "is_starred": true, "unread": true, '
            '"labels": [{"name": "one"}, "two"]}]}'
        ),
        {"title": "A", "note": "Note", "tags": ("one", "two")}
        | {"is_favorite": True, "is_to_read": True},
    ),
    "pinboard's posts in XML": (
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n<posts user="me">\n<post '
            'href="https://a.example/" time="2023-11-14T22:13:20Z" description="A &amp; b" '
            'extended="Note" tag="one two" hash="x" shared="no" toread="yes" />\n</posts>'
        ),
        {"line": 3, "title": "A & b", "note": "Note", "tags": ("one", "two")}
        | {"saved_at": MOMENT, "is_private": True, "is_to_read": True},
    ),
    "del.icio.us's posts": (
        '<posts><post href="https://a.example/" description="A" tag="system:unfiled" /></posts>',
        {"title": "A"},
    ),
    "XBEL": (
        (
            '<?xml version="1.0"?><!DOCTYPE xbel PUBLIC "+//IDN python.org//DTD XML Bookmark '
            'Exchange Language 1.0//EN//XML" "http://x.example/xbel.dtd"><xbel><title>All</title>'
            '<folder><title>In &amp; out</title><folder/><bookmark href="https://a.example/" '
            'added="2023-11-14T22:13:20Z"><title>A</title><desc>Note</desc></bookmark></folder>'
            "</xbel>"
        ),
        {"title": "A", "note": "Note", "folders": ("In & out",), "saved_at": MOMENT},
    ),
    "OPML, as readers of feeds write it": (
        (
            '<opml version="2.0"><head><title>Mine</title></head><body><outline text="Tech">'
            '<outline type="rss" text="A" xmlUrl="https://a.example/feed" category="/x,one" '
            'htmlUrl="https://a.example/" created="Tue, 14 Nov 2023 22:13:20 GMT"/></outline>'
            "</body></opml>"
        ),
        {"title": "A", "folders": ("Tech",), "tags": ("x", "one"), "saved_at": MOMENT},
    ),
    "a feed, cut short": (
        (
            "<rss><channel><title>F</title><link>https://b.example/</link><item><title>A</title>"
            "<link>https://a.example/</link><pubDate>Tue, 14 Nov 2023 22:13:20 GMT</pubDate>"
            "<category>one</category></item><item><title>Cut"
        ),
        {"title": "A", "tags": ("one",), "saved_at": MOMENT},
    ),
    "an Atom feed": (
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><!-- 1 --><title>A</title>'
            '<link rel="self" '
            'href="https://b.example/"/><link href="https://a.example/"/><category term="one"/>'
            "<updated>2023-11-14T22:13:20Z</updated></entry></feed>"
        ),
        {"title": "A", "tags": ("one",), "saved_at": MOMENT},
    ),
    "a record on each line": (
        '{"title": "no address"}\n{"url": "https://a.example/", "title": "A"}\n\n',
        {"title": "A"},
    ),
    "wallabag.json, with what was marked": (
        (
            '[{"is_starred": 1, "tags": ["one"], "title": "A", "url": "https://a.example/", '
            '"annotations": [{"text": "So true", "quote": "Two\\r\\nlines"}, {"text": "b"}], '
            '"created_at": "2023-11-14T23:13:20+0100"}]'
        ),
        {"title": "A", "note": "> Two\n> lines\n\nSo true\n\nb", "tags": ("one",)}
        | {"saved_at": MOMENT, "is_favorite": True},
    ),
    "diigo.csv, with tags of two words": (
        (
            "title,url,tags,description,comments,annotations,created_at\n"
            'A,https://a.example/,"one ""two words"" three",,,,2023-11-14 22:13:20 UTC\n'
        ),
        {"line": 2, "title": "A", "tags": ("one", "two words", "three"), "saved_at": MOMENT},
    ),
    "a table that tells Excel its separator": (
        "\ufeffsep=;\r\nTitle;URL\r\nA;https://a.example/\r\n",
        {"line": 3, "title": "A"},
    ),
    "halves of letters, and nought": (
        r'[{"href": "https://a.example/", "extended": "a\u0000b\ud83d", "tags": "\u0000one"}]',
        {"note": "ab?", "tags": ("one",)},
    ),
}


@pytest.mark.parametrize(("text", "said"), FILES.values(), ids=FILES)
def test_what_others_write_is_read_as_it_was_meant(text, said):
    found = list(entries(BytesIO(text.encode())))
    assert found == [Found(**{"line": 1, "url": "https://a.example/", **said})]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_what_windows_calls_unicode_is_read_with_or_without_its_mark(codec):
    text = '<DT><A HREF="https://a.example/">Über 😀</A>'
    (found,) = entries(BytesIO(text.encode(codec)))
    assert found.title == "Über 😀"


def test_no_letter_is_lost_where_a_file_is_in_two_encodings():
    plain = b'<DT><A HREF="https://a.example/">A</A>\n' * 5000
    *_others, found = entries(BytesIO(plain + '<DT><A HREF="x">Café</A>'.encode("cp1252")))
    assert found.title == "Café"


def test_nothing_that_a_file_makes_up_is_put_in():
    text = (
        '<!DOCTYPE posts [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM '
        '"file:///etc/passwd">]><xbel><bookmark href="https://a.example/"><title>A&b;&f;</title>'
        "</bookmark></xbel>"
    )
    assert [found.title for found in markup.read(BytesIO(text.encode()))] == ["A&b;&f;"]


@pytest.mark.parametrize(
    ("line", "url", "title"),
    [
        ("https://a.example/,b", "https://a.example/,b", ""),
        ("https://a.example | A - b", "https://a.example", "A - b"),
        ("https://a.example\t– A <b> in words", "https://a.example", "A <b> in words"),
        ("<https://a.example>", "https://a.example", ""),
        ("12. https://a.example A", "https://a.example", "A"),
        ("- [ ] https://a.example", "https://a.example", ""),
        ("  * [A [b](https://a.example/b_(c) 'tip')", "https://a.example/b_(c)", "A [b"),
        ("[A](https://a.example) — said so", "https://a.example", "A"),
    ],
)
def test_a_line_of_a_list_is_an_address_with_what_stands_beside_it(line, url, title):
    (found,) = entries(BytesIO(line.encode()))
    assert (found.url, found.title) == (url, title)


def test_records_that_are_too_many_to_hold_are_not_read(monkeypatch):
    monkeypatch.setattr(records, "SIZE_MAX", 10)
    with pytest.raises(ValueError, match="too large"):
        list(entries(BytesIO(json.dumps([{"url": "https://a.example/"}]).encode())))


INSTAPAPER = """<html><title>Instapaper: Export</title>
<h1>Unread</h1><ol><li><a href="https://a.example">A</a><li><a href="https://b.example">B</a></ol>
<h1>Recipes</h1><ol><li><a href="https://c.example">C</a></ol>
<h1>Archive</h1><ol><li><a href="https://d.example">D</a></ol></html>"""


def test_the_headings_of_plain_lists_are_folders_or_shelves():
    found = entries(BytesIO(INSTAPAPER.encode()))
    assert [(each.title, each.folders, each.is_to_read) for each in found] == [
        ("A", (), True),
        ("B", (), True),
        ("C", ("Recipes",), False),
        ("D", (), False),
    ]


def test_safaris_reading_list_is_to_be_read():
    text = '<DT><H3 id="com.apple.ReadingList">Reading List</H3><DL><DT><A HREF="x">A</A></DL>'
    (found,) = entries(BytesIO(text.encode()))
    assert (found.folders, found.is_to_read) == (("Reading List",), True)


def test_a_list_inside_a_note_is_a_part_of_it():
    text = '<DL><DT><A HREF="x">A</A><DD>Three:<ul><li>one<li>two</ul><DT><A HREF="y">B</A></DL>'
    assert [each.note for each in entries(BytesIO(text.encode()))] == ["Three:\n- one\n- two", ""]


def test_linkdings_two_notes_are_one():
    text = '<DT><A HREF="x">A</A><DD>About it[linkding-notes]My **words**[/linkding-notes]'
    assert [each.note for each in entries(BytesIO(text.encode()))] == ["About it\n\nMy **words**"]
