"""Our words for what allauth says: compiled from what is written, and still what it says."""

import ast
import gettext
import re
from pathlib import Path

import allauth

OURS = Path(__file__).resolve().parents[1] / "locale/en/LC_MESSAGES/django.po"
THEIRS = Path(allauth.__file__).parent / "locale/en/LC_MESSAGES/django.po"
PART = re.compile(r'^(msg\w+(?:\[\d\])?) ((?:".*"\n?)+)', re.MULTILINE)


def _texts(path):
    """The entries of a .po file: as {"msgid": …, "msgstr": …}, with contexts and plurals."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        found = {
            name: "".join(ast.literal_eval(line) for line in lines.splitlines())
            for name, lines in PART.findall(block)
        }
        if found.get("msgid"):
            yield found


def _asked(compiled, text):
    if "msgid_plural" in text:
        return compiled.ngettext(text["msgid"], text["msgid_plural"], 1)
    if "msgctxt" in text:
        return compiled.pgettext(text["msgctxt"], text["msgid"])
    return compiled.gettext(text["msgid"])


def test_the_compiled_texts_are_the_written_ones():
    """`make messages` compiles them."""
    with OURS.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    written = {text["msgid"]: text.get("msgstr", text.get("msgstr[0]")) for text in _texts(OURS)}
    assert {text["msgid"]: _asked(compiled, text) for text in _texts(OURS)} == written
    assert len(written) > 50


def test_allauth_still_says_what_we_have_other_words_for():
    known = {text["msgid"] for text in _texts(THEIRS)}
    assert [text["msgid"] for text in _texts(OURS) if text["msgid"] not in known] == []
