"""Pages by keyset: whatever the ties, forwards and backwards, each row once."""

import base64
from datetime import UTC, datetime
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookmarks.models import Link
from linkshare.kit.paging import BadCursor, Cursor, Order, slice_of
from tests import walking
from tests.factories import NOON, LinkFactory, minutes_after_noon

NEWEST = Order("created_at", "id")
OLDEST = Order("created_at", "id", descending=False)
BY_ID = Order("id", "id")
BY_TITLE = Order("title", "id", descending=False)


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


# What an address may hold instead of a place in a list.
NONSENSE = {
    "empty": "",
    "not base64": "?",
    "not ASCII": "é",
    "not JSON": packed("x"),
    "not a list": packed("5"),
    "too short": packed("[false,1]"),
    "too long": packed("[false,1,2,3]"),
    "an object": packed("{}"),
    "a tie that is a word": packed('[false,1,"2"]'),
    "a tie that is a fraction": packed("[false,1,2.5]"),
    "a tie that is true": packed("[false,1,true]"),
    "a tie beyond 63 bits": packed("[false,1,9223372036854775808]"),
    "a key beyond 63 bits": packed("[false,-9223372036854775808,1]"),
    "a key that is null": packed("[false,null,1]"),
    "a key that is a list": packed("[false,[],1]"),
    "a key that is true": packed("[false,true,1]"),
    "a key with a null character": packed('[false,"\\u0000",1]'),
    "a time that is a number": packed("[true,5,1]"),
    "a time that is no time": packed('[true,"noon",1]'),
    "a time without a zone": packed('[true,"2026-02-01T12:00:00",1]'),
    "a time before all years": packed('[true,"0001-01-01T00:00:00+23:59",1]'),
    "a time after all years": packed('[true,"9999-12-31T23:59:59-23:59",1]'),
    "deeper than any stack": packed("[" * 100_000),
}


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_in_an_address_names_no_place(text):
    with pytest.raises(BadCursor):
        Cursor.parse("after", text)


@pytest.mark.parametrize("key", [NOON, datetime.max.replace(tzinfo=UTC), 0, -7, "", "ärger\n"])
def test_what_a_cursor_writes_it_reads(key):
    cursor = Cursor("before", key, 42)
    assert Cursor.parse("before", str(cursor)) == cursor


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("order", "key"),
    [
        (NEWEST, 5),
        (NEWEST, "noon"),
        (BY_ID, NOON),
        (BY_ID, "x"),
        (BY_ID, "9" * 30),
        (BY_ID, 8),
        (BY_TITLE, "\ud800"),
    ],
)
def test_a_place_of_another_order_is_refused(order, key):
    LinkFactory()
    with pytest.raises(BadCursor):
        slice_of([Link.objects.all()], order, Cursor("after", key, 7), 3)


# --- Walking -----------------------------------------------------------------------------------


# Each row: at which minute, and in which of two parts that overlap.
rows = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["one", "other", "both"])), max_size=9)


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=rows,
    size=st.integers(1, 4),
    order=st.sampled_from([NEWEST, OLDEST, BY_ID, BY_TITLE]),
)
def test_pages_laid_together_are_the_whole_list_both_ways(rows, size, order):
    Link.objects.all().delete()
    for n, (minute, part) in enumerate(rows):
        LinkFactory(created_at=minutes_after_noon(minute), title=f"{n % 2}", site_name=part)
    parts = [Link.objects.exclude(site_name=name) for name in ("one", "other")]
    whole = list(Link.objects.order_by(*order.fields()).values_list("pk", flat=True))
    turn = partial(turned, parts, order, size)
    assert walking.ahead(turn) == whole
    assert walking.back(turn) == whole
    assert len(turn(None).ids) == min(size, len(whole))


def turned(parts, order, size, cursor):
    return slice_of(parts, order, cursor, size)


@pytest.mark.django_db
def test_a_page_keeps_its_place_while_rows_come_and_go():
    links = [LinkFactory(created_at=minutes_after_noon(n)) for n in range(6)]
    first = slice_of([Link.objects.all()], NEWEST, None, 2)
    LinkFactory(created_at=minutes_after_noon(9))
    links[4].delete()  # the very row at which the first page ended
    second = slice_of([Link.objects.all()], NEWEST, first.next, 2)
    assert second.ids == [links[3].pk, links[2].pk]


@pytest.mark.django_db
def test_the_ends_of_a_list_lead_nowhere():
    for n in range(3):
        LinkFactory(created_at=minutes_after_noon(n))
    first = slice_of([Link.objects.all()], NEWEST, None, 2)
    last = slice_of([Link.objects.all()], NEWEST, first.next, 2)
    assert (first.previous, last.next) == (None, None)
    assert slice_of([Link.objects.all()], NEWEST, last.previous, 2) == slice_of(
        [Link.objects.all()], NEWEST, Cursor("before", *last.places[0]), 2
    )
    assert slice_of([Link.objects.none()], NEWEST, None, 2).places == []


@pytest.mark.django_db
@pytest.mark.parametrize("parts", [1, 2, 5])
def test_a_page_is_one_query_however_many_parts(parts, django_assert_num_queries):
    LinkFactory()
    with django_assert_num_queries(1):
        assert len(slice_of([Link.objects.all()] * parts, NEWEST, None, 2).ids) == 1
