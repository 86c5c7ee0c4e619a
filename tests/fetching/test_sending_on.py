"""Which pages send their visitors on, and where to."""

import pytest

from bookmarks.fetching.sending_on import leads_to

HERE = "https://here.example/a/b"
THERE = "https://there.example/?x=1&y=2"


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        (f'<meta http-equiv="refresh" content="0; url={THERE}">', THERE),
        (f"<META CONTENT='0;URL=\"{THERE}\"' HTTP-EQUIV=Refresh>", THERE),
        ('<meta http-equiv="refresh" content="0;url=https://there.example/?x=1&amp;y=2"/>', THERE),
        ('<meta http-equiv="refresh" content="0.5, c">', "https://here.example/a/c"),
        (
            f'<base href="{THERE}"><meta http-equiv="refresh" content="0; /c">',
            "https://there.example/c",
        ),
        ('<meta http-equiv="refresh" content="3; url=/c">', ""),
        ('<meta http-equiv="refresh" content="0">', ""),
        ('<meta http-equiv="refresh" content="0; url=/a/b#top">', ""),
        ('<meta http-equiv="refresh" content="0; url=javascript:alert(1)">', ""),
        ('<noscript><meta http-equiv="refresh" content="0; url=/no-js"></noscript>', ""),
        ('<!-- <meta http-equiv="refresh" content="0; url=/c"> -->', ""),
        ('<meta http-equiv="content-language" content="0; url=/refresh">', ""),
    ],
)
def test_a_page_leads_on_only_where_nobody_could_read_it(markup, place):
    assert leads_to(markup.encode(), {}, HERE) == place
