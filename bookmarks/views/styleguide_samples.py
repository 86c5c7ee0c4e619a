"""What the style guide shows in its components: things that are in no database."""

from datetime import UTC, datetime
from types import SimpleNamespace as Thing
from typing import Any

from bookmarks.models import Collection
from bookmarks.search.marking import NO_MARKS
from bookmarks.views.timelines import MonthLink, Year

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
HOSTS = (
    "example.org",
    "oaks.example",
    "elm.example",
    "birch.example",
    "tea.example",
    "fir.example",
)
TAGS = ["a/nested/one", "design", "two words", "日本"]
NOTE = "A *short* note, with [a link](https://example.org/) and `code`."
LONG_NOTE = "# A heading\n\n" + "A note can be as long as an article, and then it folds. " * 20
EXCERPT = "What the page says of itself, in a sentence or two, as the worker has read it."
PERSON = Thing(handle="ann", display_name="Ann Lindqvist", get_absolute_url="/@ann/")
NOBODY = Thing(is_authenticated=False)
SOMEBODY = Thing(is_authenticated=True)
CRUMBS = [("A shelf", "#content"), ("One inside it", "#content")]
MISTAKE = Thing(reason="A bracket is open here.", before="tea OR ", wrong="(", after="oak")
MOVED = Thing(key="x", link=Thing(moved_to="https://example.org/now-here"))
WORK = Thing(position=4212, found=9000, percent=47, get_state_display="Going on")
_NOTHING = Thing(is_shown=False, is_on_its_way=False)
# What makes the states of an entry differ.
_STATES: list[dict[str, Any]] = [
    {"title": "As most are: an excerpt, a few tags", "tag_names": TAGS},
    {"title": "With a note of its owner’s", "note": NOTE, "is_favorite": True, "savers": 120},
    {
        "title": "With a note like an article",
        "note": LONG_NOTE,
        "credit": Thing(key="x", name="Ben"),
    },
    {
        "title": "To read, and only mine",
        "is_to_read": True,
        "audience": "private",
        "may_edit": True,
    },
    {"title": "The page is being read", "state": "queued", "is_waiting": True, "kind": "video"},
    {"title": "The page is gone", "state": "gone", "is_dead": True, "may_edit": True},
    {"title": "Hidden by a moderator", "hidden_at": NOON, "may_edit": True, "kind": "book"},
    {"title": "Averyveryverylongwordwithoutanybreak" * 4, "own": "x", "excerpt": ""},
]


def entries(view: str) -> list[Thing]:
    return [_entry(f"{view}-{n}", n, **state) for n, state in enumerate(_STATES)]


def collection(pictures: int) -> Thing:
    return Thing(
        title=f"A collection with {pictures} covers",
        slug=f"shelf-{pictures}",
        icon="" if pictures else "🌳",
        description="What it is *about*.",
        owner=PERSON,
        pictures=[_link(n) for n in range(pictures)],
        is_smart=not pictures,
        shown_count=pictures * 1_234,
        audience=("public", "unlisted", "private", "public")[pictures],
        rank=Thing(followers=pictures),
        get_absolute_url="#content",
    )


def _entry(key: str, n: int, *, may_edit: bool = False, **state: Any) -> Thing:
    facts = ("excerpt", "kind", "state", "is_waiting", "is_dead")
    link = _link(n, **{name: state.pop(name) for name in facts if name in state})
    usual = {"note": "", "tag_names": TAGS[:2], "savers": n, "audience": "public", "own": ""}
    bookmark = Thing(
        **{
            "title": "",
            "is_favorite": False,
            "is_to_read": False,
            "hidden_at": None,
            "credit": None,
        }
        | usual
        | state,
        key=key,
        link=link,
        owner=PERSON,
        saved_at=NOON,
        shown_title=state["title"],
        get_absolute_url="#content",
    )
    return Thing(
        bookmark=bookmark, may_edit=may_edit, show_owner=n == 0, collection=None, marks=NO_MARKS,
        snippet=[("…found in the page’s ", False), ("text", True), ("…", False)] if n == 1 else (),
        why=[Thing(text="in Ann’s Trees", url="#content")] if n == 0 else (), listed_in=None,
    )  # fmt: skip


def _link(n: int, **facts: Any) -> Thing:
    host = HOSTS[n % len(HOSTS)]
    usual = {"excerpt": EXCERPT, "kind": "article", "state": "ok", "reason": ""}
    return Thing(
        **usual | {"is_waiting": False, "is_dead": False} | facts,
        url=f"https://{host}/",
        host=host,
        cover=_NOTHING,
        favicon=_NOTHING,
        get_kind_display="Article",
        get_state_display="Not there any more",
        get_absolute_url="#content",
    )


def _choices(*labels: str) -> list[Thing]:
    return [
        Thing(value=label.lower(), label=label, url=f"?{n}", is_current=n == 0)
        for n, label in enumerate(labels)
    ]


PAGE = Thing(
    count=55_410,
    sorts=_choices("Newest", "Oldest", "A–Z"),
    views=[
        Thing(value=value, label=label, url=f"?view={value}", is_current=value == "list")
        for value, label in Collection.View.choices
    ],
    sizes=_choices("30", "50"),
    is_more=False,
    search=Thing(),
    selection=None,
    select_url="?select=1",
    entries=[True],
    timeline=[
        Year(2026, [MonthLink(name, "?at", name == "Feb") for name in ("Jan", "Feb", "Mar")])
    ],
    is_long=True,
    feeds=[Thing(url="#content", mime_type="application/atom+xml")],
    first_url="?",
    previous_url="?before",
    next_url="",
)
SEARCH = Thing(
    text="tea OR (oak",
    kept_words=(),
    mistake=MISTAKE,
    is_asked=True,
    whole_url="?",
    parts=[Thing(label="#tea", url="?"), Thing(label='"a phrase"', url="?")],
    chips=[Thing(label=tag, url="?", count=1_000 // (n + 1)) for n, tag in enumerate(TAGS)],
    all_chips=Thing(label="all 15", url="?", count=15),
    facets=[Thing(label="Kind", ways=[Thing(label="Article", url="?", count=12)])],
    is_more=True,
    ways_out=[Thing(label="without “oak”", url="?", count=12, is_more=False)],
)
