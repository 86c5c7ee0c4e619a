"""The word that somebody is typing."""

import pytest

from bookmarks.search.typing import Typed, typed_at_the_end


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("", Typed("", "", "")),
        ("gar", Typed("", "", "gar")),
        ("slow gar", Typed("slow ", "", "gar")),
        ("slow ", Typed("slow ", "", "")),
        ("slow #", Typed("slow ", "tag", "")),
        ("slow -#gar", Typed("slow -", "tag", "gar")),
        ('#"two wo', Typed("", "tag", "two wo")),
        ('"a b" #x', Typed('"a b" ', "tag", "x")),
        ("(cats OR in:rea", Typed("(cats OR ", "in", "rea")),
        ("by:an", Typed("", "by", "an")),
        ("by:@an", Typed("", "by", "an")),
        ("@an", Typed("", "by", "an")),
        ("c#", Typed("", "", "c#")),
        ('"open phrase', Typed("", "", "open phrase")),
        ("a)", Typed("a)", "", "")),
    ],
)
def test_it_stands_at_the_end_with_its_sign(text, typed):
    assert typed_at_the_end(text) == typed
