"""The canonical spelling of addresses: what is pasted → what is kept, or why it is not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bookmarks.addresses import MAX_LENGTH, MESSAGES, AddressError, canonical, host_of, join
from tests.addresses_cases import REFUSALS, SPELLINGS, E

HOSTS = [
    ("https://example.com/x", "example.com"),
    ("https://www.example.com/", "example.com"),
    ("https://www.com/", "www.com"),
    ("https://www.co.uk:8080/", "co.uk"),
    ("http://127.0.0.1:8000/", "127.0.0.1"),
    ("http://[::1]:8000/", "::1"),
    ("https://xn--mnchen-3ya.de/", "münchen.de"),
    ("https://www.xn--mnchen-3ya.de/", "münchen.de"),
    ("https://xn--r8jz45g.xn--zckzah/", "例え.テスト"),
    ("https://xn--e1afmkfd.xn--p1ai/", "пример.рф"),
    ("https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),  # "apple" in Cyrillic
    ("https://xn--pple-43d.com/", "xn--pple-43d.com"),  # "apple", its a Cyrillic
    ("https://xn--n3h.net/", "xn--n3h.net"),
]

JOINS = [
    ("https://example.com/a/b", "c", f"{E}/a/c"),
    ("https://example.com/a/b", "../c?d=1#e", f"{E}/c?d=1"),
    ("https://example.com/a", "//other.example/x", "https://other.example/x"),
    ("https://example.com/a", "?utm_source=x", f"{E}/a?utm_source=x"),
    ("https://example.com/a?b#c", "", f"{E}/a?b"),
    ("https://example.com/a", "http://EXAMPLE.com:80/é b", "http://example.com/%C3%A9%20b"),
    ("https://example.com/a", "https://ann:pw@example.com/", f"{E}/"),
    ("https://example.com/a", "http://0x7f.1/", "http://127.0.0.1/"),
]


@pytest.mark.parametrize(("pasted", "kept"), SPELLINGS)
def test_an_address_has_one_spelling(pasted, kept):
    assert canonical(pasted) == kept
    assert canonical(kept) == kept


@pytest.mark.parametrize(("pasted", "code"), REFUSALS, ids=[row[0][:40] for row in REFUSALS])
def test_what_is_not_an_address_of_a_page_is_refused_with_its_reason(pasted, code):
    with pytest.raises(AddressError) as refused:
        canonical(pasted)
    assert refused.value.code == code
    assert refused.value.reason == MESSAGES[code] % refused.value.params
    assert refused.value.reason.endswith(".")


def test_a_long_address_is_told_its_length():
    with pytest.raises(AddressError, match="is 5,012 characters long; at most 2,048 fit"):
        canonical("https://example.com/" + "a" * 4992)


def test_an_address_of_just_the_longest_length_is_kept():
    url = "https://example.com/".ljust(MAX_LENGTH, "a")
    assert canonical(url + "?utm_source=x") == url


@pytest.mark.parametrize(("url", "shown"), HOSTS)
def test_people_read_the_host_without_its_clothes(url, shown):
    assert host_of(url) == shown


@pytest.mark.parametrize(("base", "reference", "target"), JOINS)
def test_a_reference_leads_where_a_browser_would_go(base, reference, target):
    assert join(base, reference) == target


@pytest.mark.parametrize("reference", ["javascript:alert(1)", "file:///etc/passwd", "http://[x"])
def test_a_reference_cannot_leave_the_web(reference):
    with pytest.raises(AddressError):
        join("https://example.com/", reference)


hosts = st.one_of(
    st.from_regex(r"[a-zA-Z0-9ü☃ß．。%._-]{1,20}\.[a-z]{2,6}\.?", fullmatch=True),
    st.ip_addresses().map(lambda ip: f"[{ip}]" if ip.version == 6 else str(ip)),
    st.from_regex(r"(0x)?[0-9a-f]{1,9}(\.[0-9]{1,3}){0,3}", fullmatch=True),
)
tails = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(
    st.one_of(
        st.text(max_size=60), st.builds("https://{}/{}?{}#{}".format, hosts, tails, tails, tails)
    )
)
@example("https://example.com/%2%35")
@example("https://example.com/%%32%65%%32%65/")
@example("https://example.com/?%26utm_source=x&utm%5fsource=x")
def test_canonicalising_twice_changes_nothing(text):
    try:
        once = canonical(text)
    except AddressError:
        return
    assert canonical(once) == once
    assert once.isascii()
    assert len(once) <= MAX_LENGTH
    assert host_of(once)
