"""Somebody's picture → ours: judged by its content, in two sizes, WebP, without metadata. Pure.

Done in a child process, see `thumbnailer`: what a decoder does with hostile bytes, it does there.
"""

import io
import warnings
from dataclasses import dataclass

import resvg_py
from PIL import Image, ImageCms, ImageOps, ImageStat, UnidentifiedImageError

Size = tuple[int, int]
Shapes = tuple[float, float]
"""Width by height, from the tallest to the widest."""

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "ICO")
# Told by the header, before anything is decoded: 6000 x 4000.
MAX_PIXELS = 24_000_000
COVER_BOXES: tuple[Size, Size] = ((320, 480), (960, 1440))
ICON_SIDES = (32, 64)
LEAST_COVER: Size = (120, 80)
LEAST_ICON: Size = (8, 8)
# Banners, rulers and sprites lie outside.
COVER_SHAPES: Shapes = (0.4, 4.0)
ICON_SHAPES: Shapes = (0.5, 2.0)
# Laid behind transparent covers: the first on which there is anything to be seen.
_PAPERS = ("#ffffff", "#202428")
_SRGB = ImageCms.createProfile("sRGB")

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


@dataclass(frozen=True, slots=True)
class Wish:
    is_icon: bool


@dataclass(frozen=True, slots=True)
class Made:
    """Width and height of the larger file; `lengths` in bytes, the smaller file first.

    `refusal`, where it is none for us: "foreign", "broken", "large", "small", "shape" or "blank".
    """

    refusal: str = ""
    width: int = 0
    height: int = 0
    lengths: tuple[int, ...] = ()


class Refusal(Exception):
    """Says why in one of the words of `Made`."""


def make(wish: Wish, body: bytes) -> tuple[Made, bytes]:
    """What was made, and its files one after the other."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            pictures = _favicons(body) if wish.is_icon else _covers(body)
    except Refusal as refusal:
        return Made(str(refusal)), b""
    except UnidentifiedImageError:
        return Made("foreign"), b""
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return Made("large"), b""
    except Exception:  # noqa: BLE001 - readers fail on broken files in every way there is
        return Made("broken"), b""
    files = [_webp(picture) for picture in pictures]
    return Made("", *pictures[-1].size, lengths=tuple(map(len, files))), b"".join(files)


def _covers(body: bytes) -> list[Image.Image]:
    image = _read(body, LEAST_COVER, room=max(COVER_BOXES[-1]))
    _judge_shape(image, COVER_SHAPES)
    small, large = COVER_BOXES
    image = _within(_on_paper(image), large)
    return [_within(image, small), image]


def _favicons(body: bytes) -> list[Image.Image]:
    image = _read(body, LEAST_ICON, room=256).convert("RGBA")
    _judge_shape(image, ICON_SHAPES)
    if not image.getchannel("A").getbbox():
        raise Refusal("blank")
    return [_square(image, side) for side in ICON_SIDES]


def _read(body: bytes, least: Size, room: int) -> Image.Image:
    """The first frame, upright, in sRGB, at most somewhat larger than needed."""
    if _is_drawing(body):
        body = resvg_py.svg_to_bytes(svg_string=body.decode(), width=room, skip_system_fonts=True)
    image = Image.open(io.BytesIO(body), formats=FORMATS)
    if image.width < least[0] or image.height < least[1]:
        raise Refusal("small")
    image.verify()
    image = Image.open(io.BytesIO(body), formats=FORMATS)
    return _in_srgb(_upright(_reduced(image, room)))


def _is_drawing(body: bytes) -> bool:
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<") and b"<svg" in start and b"<html" not in start


def _reduced(image: Image.Image, room: int) -> Image.Image:
    """JPEG is decoded no larger than needed; others are decoded whole, in colours that can mix."""
    plain = image if image.mode in {"L", "RGB", "RGBA", "CMYK"} else _in_plain_colours(image)
    if plain.has_transparency_data:
        plain = plain.convert("RGBA")
    plain.thumbnail((room, room), reducing_gap=1.0)
    return plain


def _in_plain_colours(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow would cut them off where it should scale them.
        return image.point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001 - broken metadata is no reason to lose the picture
        return image


def _in_srgb(image: Image.Image) -> Image.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
        if not ImageCms.getProfileDescription(profile).startswith("sRGB"):
            converted = ImageCms.profileToProfile(image, profile, _SRGB, outputMode=mode)
            return converted or image
    except (KeyError, OSError, ValueError, ImageCms.PyCMSError):
        pass
    return image.convert(mode)


def _judge_shape(image: Image.Image, shapes: Shapes) -> None:
    if not shapes[0] <= image.width / image.height <= shapes[1]:
        raise Refusal("shape")


def _on_paper(image: Image.Image) -> Image.Image:
    for colour in _PAPERS:
        sheet = Image.new("RGB", image.size, colour)
        sheet.paste(image, mask=image if image.mode == "RGBA" else None)
        if any(high - low > 8 for low, high in ImageStat.Stat(sheet).extrema):
            return sheet
    raise Refusal("blank")


def _within(image: Image.Image, box: Size) -> Image.Image:
    """Never larger than it came."""
    image = image.copy()
    image.thumbnail(box)
    return image


def _square(image: Image.Image, side: int) -> Image.Image:
    side = min(side, max(image.size))
    fitted = ImageOps.contain(image, (side, side))
    square = Image.new("RGBA", (side, side))
    square.paste(fitted, ((side - fitted.width) // 2, (side - fitted.height) // 2))
    return square


def _webp(image: Image.Image) -> bytes:
    image.info.clear()
    file = io.BytesIO()
    # Of the encoder's efforts 0 to 6 this one takes half the time of the next for 3 % more bytes.
    image.save(file, "WEBP", quality=80, method=2, lossless=image.mode == "RGBA")
    return file.getvalue()
