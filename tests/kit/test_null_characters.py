"""An address with a null character is refused before a database sees it."""

import pytest

PATHS = [
    "/library/?tag=%00",
    "/library/?show=a%00",
    "/tags/a%00/",
    "/@a%00/",
    "/@ann/x%00/",
    "/b/%00/",
    "/save/?url=http://example.org/%00",
    "/collections/new/?inside=%00",
]


@pytest.mark.parametrize("path", PATHS)
def test_it_names_nothing(client, ann, path):
    client.force_login(ann)
    assert client.get(path).status_code == 400


def test_a_written_percent_sign_is_no_null_character(client, ann):
    client.force_login(ann)
    assert client.get("/save/?title=100%2500").status_code == 200
