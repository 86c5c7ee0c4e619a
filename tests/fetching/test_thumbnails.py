"""Pictures are judged and made small in a child process that opens nothing."""

import io
import resource
from contextlib import closing, suppress

import pytest
from PIL import Image

from bookmarks.fetching.errors import Unreadable
from bookmarks.fetching.frames import pack
from bookmarks.fetching.readers import Readers
from bookmarks.fetching.thumbnails import Wish
from tests.fetching.picture_cases import (
    COVERS,
    DEADLY,
    ICONS,
    REFUSED,
    drawing,
    photo,
    saved,
    with_exif,
)

PROGRAM = "bookmarks.fetching.thumbnailer"


@pytest.fixture(scope="module")
def child():
    with closing(Readers(1, PROGRAM, max_body=1_000_000)) as child:
        yield child


@pytest.fixture
def impatient(settings):
    settings.FETCH_READER_SECONDS = 1
    settings.FETCH_READER_MEGABYTES = 96
    with closing(Readers(1, PROGRAM, max_body=1_000_000)) as child:
        yield child


def ask(child, body, *, is_icon=False):
    made, files = child.ask(pack(Wish(is_icon), body), 60)
    stream = io.BytesIO(files)
    return made, [Image.open(io.BytesIO(stream.read(length))) for length in made["lengths"]]


def is_reddish(pixel):
    return pixel[0] > 150 and pixel[1] < 90 and pixel[2] < 90


@pytest.mark.parametrize("name", COVERS)
def test_a_cover_comes_in_two_sizes_of_one_shape_and_without_colour_below(child, name):
    body, size = COVERS[name]
    made, (small, large) = ask(child, body)
    assert (made["width"], made["height"]) == large.size == size
    assert (small.format, large.format, large.mode) == ("WEBP", "WEBP", "RGB")
    assert small.width == min(320, size[0])
    assert abs(small.width / small.height - size[0] / size[1]) < 0.02


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_square_and_no_larger_than_it_came(child, name):
    body, size = ICONS[name]
    _made, (small, large) = ask(child, body, is_icon=True)
    assert large.size == size
    assert small.size == (min(32, size[0]), min(32, size[1]))
    assert large.convert("RGBA").getchannel("A").getbbox()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_for_us_is_refused_with_its_reason(child, name, tmp_path):
    body, is_icon, reason = REFUSED[name]
    local = tmp_path / "local.png"
    local.write_bytes(saved(photo()))
    body = body.replace(b"{path}", str(local).encode())
    made, files = ask(child, body, is_icon=is_icon)
    assert (made["refusal"], files) == (reason, [])


@pytest.mark.parametrize("name", DEADLY)
def test_a_deadly_picture_costs_no_more_than_itself(impatient, name):
    with suppress(Unreadable):
        assert ask(impatient, DEADLY[name], is_icon="svg" in name)[0]["refusal"]
    assert ask(impatient, saved(photo()))[0]["width"] == 400


@pytest.mark.parametrize(
    "name", ["jpeg", "animated gif", "animated webp", "avif", "on its side", "cmyk", "one bit"]
)
def test_the_first_frame_is_shown_upright_and_in_its_colours(child, name):
    _made, (_small, large) = ask(child, COVERS[name][0])
    above = large.getpixel((large.width // 2, large.height // 4))
    below = large.getpixel((large.width // 2, large.height * 3 // 4))
    if name == "one bit":
        assert sum(above) < sum(below) + 765
    else:
        assert is_reddish(above)
        assert below[2] > 150


def test_a_profile_is_applied_and_taken_off(child):
    _made, (_small, large) = ask(child, COVERS["colours of a screen that swaps red and green"][0])
    red, green, _blue = large.getpixel((200, 60))
    assert green > red + 100


def test_sixteen_bits_of_grey_keep_their_steps(child):
    _made, (_small, large) = ask(child, COVERS["grey in 16 bits"][0])
    steps = [large.getpixel((128, y))[0] for y in (10, 70, 128, 190, 250)]
    assert [abs(step - y) < 12 for step, y in zip(steps, (10, 70, 128, 190, 250), strict=True)] == [
        True
    ] * 5


@pytest.mark.parametrize("orientation", range(1, 9))
def test_no_word_of_where_and_with_what_it_was_taken_is_left(child, orientation):
    _made, pictures = ask(child, with_exif(orientation))
    for picture in pictures:
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile"} & picture.info.keys()


def test_a_child_can_open_no_file_although_the_drawing_names_one(child, tmp_path):
    ask(child, drawing(), is_icon=True)
    (process,) = child._free.queue
    assert resource.prlimit(process._process.pid, resource.RLIMIT_NOFILE) == (0, 0)
