"""Bookmark files as browsers and services really write them."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from bookmarks.portability.formats.netscape_reading import Folder, Found, read, when

MOMENT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def found(text, encoding="utf-8"):
    return [each for each in read(BytesIO(text.encode(encoding))) if isinstance(each, Found)]


def only(text, encoding="utf-8"):
    (entry,) = found(text, encoding)
    return entry


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1700000000", MOMENT),
        ("1700000000000", MOMENT),
        ("1700000000000000", MOMENT),
        ("13344473600000000", MOMENT),  # Chrome's, since 1601
        ("2023-11-14T22:13:20Z", MOMENT),
        ("2023-11-14T22:13:20", MOMENT),
        ("", None),
        ("0", None),
        ("-1", None),
        ("soon", None),
        ("99999999999999999999", None),
    ],
)
def test_times_in_every_unit_that_exporters_write(text, moment):
    assert when(text) == moment


def test_an_entry_has_all_that_its_attributes_say():
    entry = only(
        '<DL><p><DT><A HREF="https://a.example/?a=1&amp;b=2" ADD_DATE="1700000000" '
        'LAST_MODIFIED="1700000000000" PRIVATE="1" TOREAD="1" TAGS="one, two words,,">'
        "A &lt;b&gt;</A>"
        "\n<DD>A note,\nin two lines &amp; more</DL>"
    )
    assert entry == Found(
        line=1,
        url="https://a.example/?a=1&b=2",
        title="A <b>",
        note="A note,\nin two lines & more",
        tags=("one", "two words"),
        saved_at=MOMENT,
        changed_at=MOMENT,
        is_private=True,
        is_to_read=True,
    )


def test_folders_are_a_path_and_end_with_their_list():
    entries = found(
        """<DL><p>
        <DT><H3>Bar</H3>
        <DL><p>
            <DT><A HREF="https://one.example">1</A>
            <DT><H3>Inner &amp; more</H3>
            <DL><p><DT><A HREF="https://two.example">2</A></DL><p>
            <HR>
            <DT><A HREF="https://three.example">3</A>
        </DL><p>
        <DT><A HREF="https://four.example">4</A>
        </DL>"""
    )
    assert [(entry.title, entry.folders) for entry in entries] == [
        ("1", ("Bar",)),
        ("2", ("Bar", "Inner & more")),
        ("3", ("Bar",)),
        ("4", ()),
    ]


def test_missing_end_tags_lose_nothing():
    entries = found("<DL><DT><A HREF=https://a.example>A<DT><A HREF='https://b.example'>B<DD>b")
    assert [(entry.url, entry.title, entry.note) for entry in entries] == [
        ("https://a.example", "A", ""),
        ("https://b.example", "B", "b"),
    ]


def test_a_link_inside_a_note_is_a_part_of_the_note():
    entry = only(
        '<DT><A HREF="https://a.example">A</A><DD>See <a href="https://b.example">b</a> too'
    )
    assert entry.note == "See b too"


def test_what_describes_a_folder_is_no_note_of_an_entry():
    things = list(read(BytesIO(b"<DL><DT><H3>F</H3><DD>About F<DL><DT><A HREF=x>A</A></DL></DL>")))
    assert things[0] == Folder(("F",), "About F")
    assert things[1].note == ""


def test_a_plain_list_with_times_and_tags_is_read_too():
    link = '<a href="https://a.example" time_added="1700000000" tags="p,q">A</a>'
    text = f"<h1>Unread</h1><ul><li>{link}</li></ul>"
    assert (only(text).saved_at, only(text).tags) == (MOMENT, ("p", "q"))


def test_a_feed_without_an_address_of_its_own_is_the_feed():
    assert only('<DT><A FEEDURL="https://a.example/rss" HREF="">News</A>').url.endswith("/rss")


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("utf-8-sig", "Grüße 日本"), ("utf-16", "Grüße 日本"), ("shift_jis", "日本語のページ")],
)
def test_every_encoding_is_read_letter_for_letter(encoding, words):
    meta = "" if encoding.startswith("utf") else f'<META CONTENT="text/html; charset={encoding}">'
    entry = only(f'{meta}\n<DL><p><DT><A HREF="https://a.example">{words}</A>', encoding)
    assert entry.title == words


def test_a_finding_knows_its_line():
    lines = [
        "<DL><p>",
        '<DT><A HREF="https://a.example">A</A>',
        "<DD>a",
        "",
        '<DT><A HREF="b">B</A>',
    ]
    assert [entry.line for entry in found("\r\n".join(lines))] == [2, 5]


def test_a_picture_in_an_attribute_does_no_harm():
    icon = "data:image/png;base64," + "A" * 300_000
    assert only(f'<DT><A HREF="https://a.example" ICON="{icon}">A</A>').title == "A"


def test_memory_does_not_grow_with_the_file():
    class Endless:
        """A hundred thousand entries of which no two are held at once."""

        def __init__(self):
            self.left = 2_000

        def read(self, size):
            self.left -= 1
            return b'<DT><A HREF="https://a.example">A</A>\n' * 50 if self.left > 0 else b""

    reading = read(Endless())
    assert next(reading).url == "https://a.example"
    assert sum(1 for _ in reading) == 1_999 * 50 - 1
