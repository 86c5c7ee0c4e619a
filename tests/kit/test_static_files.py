"""Styles in one piece, as they are outside DEBUG."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from linkshare.kit.static_files import WholeStylesStorage

FILES = {
    "css/all.css": '/* Why. */ @import "one.css";\n@import "two.css";\n',
    "css/one.css": 'a { background: url("../sign.svg"); }\n' * 20,
    "css/two.css": "/* No need. */ b { color: red; }\n",
    "sign.svg": "<svg/>",
}


@pytest.fixture
def storage(tmp_path):
    """After the files were gathered, twice over, as at a second start."""
    source = FileSystemStorage(tmp_path / "source")
    storage = WholeStylesStorage(location=tmp_path / "static", base_url="/static/")
    for name, text in FILES.items():
        source.save(name, ContentFile(text.encode()))
        storage.save(name, ContentFile(text.encode()))
    for _time in range(2):
        list(storage.post_process({name: (source, name) for name in FILES}))
    return storage


def test_a_style_sheet_of_others_is_one_file_named_by_what_is_in_it(storage):
    name = storage.stored_name("css/all.css")
    whole = storage.open(name).read().decode()
    assert name != "css/all.css"
    assert whole.startswith("a {")
    assert "color: red" in whole
    assert not {"@import", "Why", "need"} & set(whole.replace('"', " ").split())


def test_what_the_parts_name_is_found_from_the_whole(storage):
    sign = storage.stored_name("sign.svg")
    assert f"../{sign}" in storage.open(storage.stored_name("css/all.css")).read().decode()


def test_only_what_pages_name_is_compressed(storage):
    named = storage.stored_name("css/all.css")
    assert storage.exists(f"{named}.gz")
    assert not storage.exists("css/all.css.gz")
