"""Pictures good, odd and hostile, made as they are needed."""

import io
import struct
import zlib

from PIL import Image, ImageCms, ImageDraw

RED, BLUE = (200, 30, 30), (30, 60, 200)


def photo(width=400, height=250, mode="RGB"):
    """Red above, blue below, a white bar: so one sees which way is up."""
    image = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height // 2, width, height), fill=BLUE)
    draw.rectangle((0, height // 2 - 4, width, height // 2 + 4), fill="white")
    return image.convert(mode)


def saved(image, form="PNG", **options):
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def animated(form):
    frames = [photo(), photo().rotate(180), photo().rotate(90)]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100)


def with_exif(orientation):
    """As a telephone writes it: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 36.0)})
    return saved(photo().transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif)


def with_profile():
    """Red and green change places: a profile that cannot be overlooked."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    described = profile.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))
    return saved(photo(), "PNG", icc_profile=bytes(described))


def with_palette():
    image = photo().convert("P", palette=Image.Palette.ADAPTIVE)
    image.putpixel((0, 0), 0)
    return saved(image, "PNG", transparency=0)


def grey_in_16_bits():
    rows = b"".join(struct.pack("<H", y * 257) * 256 for y in range(256))
    return saved(Image.frombytes("I;16", (256, 256), rows))


def png(width, height, *chunks):
    """A PNG from its header and raw chunks, however wrong."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def nothing(megabytes):
    """So many megabytes of zeros, packed to a thousandth."""
    return zlib.compress(b"\0" * megabytes * 1_000_000, 9)


def icon(size=64):
    image = Image.new("RGBA", (size, size))
    ImageDraw.Draw(image).ellipse((2, 2, size - 3, size - 3), fill=RED)
    return image


def white_on_nothing():
    image = Image.new("RGBA", (300, 200))
    ImageDraw.Draw(image).ellipse((50, 50, 250, 150), fill="white")
    return image


def drawing(inner="<circle cx='5' cy='5' r='5' fill='red'/>", box="0 0 10 10", head=""):
    root = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='{box}'>"
    return f"{head}{root}{inner}</svg>".encode()


_LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10 if n else 'lol'}'>" for n in range(10))
_DEEP = "<g>" * 50_000 + "</g>" * 50_000
_MANY = "<circle cx='5' cy='5' r='5' fill='red' filter='url(#b)'/>"
_BLUR = "<filter id='b'><feGaussianBlur stdDeviation='900'/></filter>"

# Name → bytes, width and height of what comes of it.
COVERS = {
    "png": (saved(photo()), (400, 250)),
    "jpeg": (saved(photo(2400, 1500), "JPEG"), (960, 600)),
    "progressive jpeg": (saved(photo(2400, 1500), "JPEG", progressive=True), (960, 600)),
    "webp": (saved(photo(), "WEBP"), (400, 250)),
    "avif": (saved(photo(), "AVIF"), (400, 250)),
    "gif": (saved(photo(), "GIF"), (400, 250)),
    "animated gif": (animated("GIF"), (400, 250)),
    "animated png": (animated("PNG"), (400, 250)),
    "animated webp": (animated("WEBP"), (400, 250)),
    "palette with transparency": (with_palette(), (400, 250)),
    "cmyk": (saved(photo(mode="CMYK"), "JPEG"), (400, 250)),
    "grey": (saved(photo(mode="L"), "JPEG"), (400, 250)),
    "grey with transparency": (saved(photo(mode="LA")), (400, 250)),
    "grey in 16 bits": (grey_in_16_bits(), (256, 256)),
    "one bit": (saved(photo(mode="1")), (400, 250)),
    "colours of a screen that swaps red and green": (with_profile(), (400, 250)),
    "a profile that is none": (saved(photo(), icc_profile=b"nonsense"), (400, 250)),
    "exif that is none": (saved(photo(), "JPEG", exif=b"Exif\0\0nonsense"), (400, 250)),
    "on its side": (with_exif(6), (400, 250)),
    "upside down, large": (saved(photo(6000, 4000), "JPEG"), (960, 640)),
    "a poster": (saved(photo(1000, 1500)), (960, 1440)),
    "a drawing": (drawing("<rect width='8' height='5' fill='red'/>", "0 0 16 10"), (960, 600)),
    "a file that is more than a picture": (
        saved(photo(), "GIF") + b"<script>alert(1)</script>",
        (400, 250),
    ),
    "white on nothing": (saved(white_on_nothing()), (300, 200)),
}  # fmt: skip

ICONS = {
    "ico": (saved(icon(), "ICO", sizes=[(16, 16), (48, 48)]), (48, 48)),
    "tiny ico": (saved(icon(16), "ICO", sizes=[(16, 16)]), (16, 16)),
    "large png": (saved(icon(512)), (64, 64)),
    "oblong": (saved(photo(96, 64)), (64, 64)),
    "svg": (drawing(), (64, 64)),
    "svg with a head": (
        drawing(head="\ufeff<?xml version='1.0'?>\n<!-- Made by hand -->\n<!DOCTYPE svg>"),
        (64, 64),
    ),
    "svg with a script": (
        drawing("<script>alert(1)</script><circle cx='5' cy='5' r='5' onload='alert(1)'/>"),
        (64, 64),
    ),
}

# Name → bytes, whether it is an icon, why it is refused.
REFUSED = {
    "nothing": (b"", False, "foreign"),
    "a page": (b"<!doctype html><html><svg></svg><title>404</title>", True, "foreign"),
    "a page that calls itself a picture": (b"GIF89a=1;/*<html>*/alert(1)", False, "foreign"),
    "a PDF": (b"%PDF-1.7 " * 100, False, "foreign"),
    "a TIFF": (saved(photo(), "TIFF"), False, "foreign"),
    "a PostScript program": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n", False,
                             "foreign"),
    "half a png": (saved(photo())[:400], False, "broken"),
    "half a jpeg": (saved(photo(), "JPEG")[:1500], False, "broken"),
    "half a webp": (saved(photo(), "WEBP")[:200], False, "broken"),
    "a png whose sum is wrong": (saved(photo()).replace(b"IDAT", b"IDAT\1", 1), False, "broken"),
    "a header of 60000 x 60000": (png(60_000, 60_000), False, "large"),
    "a header of 4 billion": (png(2**31 - 1, 2**31 - 1), False, "large"),
    "a bomb of pixels": (saved(Image.new("1", (20_000, 20_000))), False, "large"),
    "a bomb of rows": (png(4000, 4000, (b"IDAT", nothing(49))), False, "blank"),
    "a bomb in a text": (
        png(300, 200, (b"zTXt", b"c\0\0" + nothing(300)), (b"IDAT", nothing(1))), False, "broken"),
    "a bomb in a profile": (
        png(300, 200, (b"iCCP", b"c\0\0" + nothing(300)), (b"IDAT", nothing(1))), False, "broken"),
    "a pixel": (saved(Image.new("RGB", (1, 1))), False, "small"),
    "a pixel as an icon": (saved(Image.new("RGBA", (1, 1)), "GIF"), True, "small"),
    "an icon as a cover": (saved(icon()), False, "small"),
    "a banner": (saved(photo(728, 90)), False, "shape"),
    "a ruler": (saved(photo(120, 600)), False, "shape"),
    "a banner on its side": (saved(photo(900, 200).rotate(90, expand=True)), False, "shape"),
    "one colour": (saved(Image.new("RGB", (600, 400), "green")), False, "blank"),
    "a clear icon": (saved(Image.new("RGBA", (32, 32))), True, "blank"),
    "svg that laughs": (drawing("&l9;", head=f"<!DOCTYPE svg [{_LAUGHS}]>"), True, "broken"),
    "svg that is none": (b"<svg", True, "broken"),
    "svg that embeds a file": (drawing("<image href='{path}' width='10' height='10'/>"), True,
                               "blank"),
}  # fmt: skip

# These end the child, or may.
DEADLY = {
    "svg as deep as a well": drawing(_DEEP),
    "svg as wide as the sea": drawing(box="0 0 100000000 1"),
    "svg as tall as the sky": drawing(box="0 0 1 100000000"),
    "svg of a thousand blurs": drawing(_BLUR + _MANY * 20_000),
    "pixels for more memory than there is": saved(photo(5900, 4000, "RGBA"), compress_level=1),
}
