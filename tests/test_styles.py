"""The styles as a system: small, in layers, without a rule for nothing, read from either side."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).parent.parent
# Those of the admin go by Django's own names and layers.
STYLES = sorted(
    set((ROOT / "static/css").glob("*.css")) - set((ROOT / "static/css").glob("admin*"))
)
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))
SITE = (ROOT / "static/css/site.css").read_text()
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PHYSICAL = re.compile(
    r"^\s*((?:(?:margin|padding|border|scroll-\w+)-)?(?:left|right|top|bottom)\b[\w-]*"
    r"|(?:min-|max-)?(?:width|height)|text-align: (?:left|right)|float: (?:left|right))\s*[:;]",
    re.MULTILINE,
)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|\b(?:white|black)\b(?!-)")
# What a camera, an icon drawn for white paper and the edge of a picture need, in any scheme.
OWN_COLOURS = {"tokens.css", "account.css", "cover.css", "prose.css"}
# Names that are put together where they are used.
MADE = re.compile(r"(bulk|type|tint|cover-shape|covers|depth|message|entries|notice)-[\w-]+")
USED_IN = ("templates", "static/js", "accounts", "bookmarks", "linkshare")


def read(path):
    return COMMENT.sub("", path.read_text())


def outermost(css):
    """How each block begins that is in no other."""
    depth = 0
    for begin, brace in re.findall(r"([^{}]*)([{}])", css):
        if brace == "{" and depth == 0:
            yield begin.rpartition(";")[2].split()[0]
        depth += 1 if brace == "{" else -1


def compressed(*contents):
    return sum(len(gzip.compress(content)) for content in contents)


def test_all_styles_together_are_below_30_kb_and_all_scripts_below_40():
    """Styles reach browsers in one piece without comments, scripts one by one."""
    assert compressed("".join(map(read, STYLES)).encode()) < 30_000
    scripts = [*SCRIPTS, finders.find("django_htmx/htmx-2.min.js")]
    assert compressed(*(Path(path).read_bytes() for path in scripts)) < 40_000


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_rule_is_in_a_layer_and_loaded_by_a_page(path):
    css = read(path)
    assert path.name == "site.css" or set(outermost(css)) <= {"@layer", "@font-face"}
    pages = SITE + "".join(page.read_text() for page in (ROOT / "templates").rglob("*.html"))
    in_frames = re.search(r'"(tokens [\w -]+)"\|words', pages)[1].split()
    assert path.name in pages or path.stem in in_frames


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_nothing_is_said_of_left_and_right(path):
    assert PHYSICAL.findall(read(path)) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_colours_have_names(path):
    assert path.name in OWN_COLOURS or COLOUR.findall(read(path)) == []


def test_no_style_is_for_what_no_page_has():
    parts = (part for folder in USED_IN for part in (ROOT / folder).rglob("*"))
    texts = [part.read_text() for part in parts if part.suffix in {".html", ".py", ".js", ".txt"}]
    used = {"htmx-request", *re.findall(r"[\w-]+", "\n".join(texts))}
    named = {
        name
        for path in STYLES
        for selector in re.findall(r"([^{};]+)\{", read(path))
        for name in re.findall(r"\.([a-z][\w-]*)", selector)
    }
    assert sorted(name for name in named - used if not MADE.fullmatch(name)) == []


def test_every_token_is_used_and_every_name_is_one():
    css = "".join(map(read, STYLES))
    defined = set(re.findall(r"(--[\w-]+)\s*:", css))
    used = set(re.findall(r"var\((--[\w-]+)", css))
    assert used - defined == set()
    assert defined - used == set()
