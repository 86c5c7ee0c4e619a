"""Going back to where a form was, and nowhere else."""

import pytest

from linkshare.kit.redirects import back

ELSEWHERE = [
    "",
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "\\\\evil.example/",
    "/\\evil.example/",
    "http:///evil.example/",
    "https:evil.example",
    " //evil.example/",
    "\t//evil.example/",
    "javascript:alert(1)",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
]


@pytest.mark.parametrize("wanted", ["/library/?show=private#x", "/@ann/", "http://testserver/b/"])
def test_a_form_leads_back_to_its_own_page(rf, wanted):
    assert back(rf.post("/", {"next": wanted}), "home").url == wanted


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_a_form_never_leads_to_another_site(rf, wanted):
    assert back(rf.post("/", {"next": wanted}), "home").url == "/"


def test_a_form_on_a_secure_page_does_not_lead_to_an_insecure_one(rf):
    request = rf.post("/", {"next": "http://testserver/b/"}, secure=True)
    assert back(request, "home").url == "/"


def test_the_address_of_a_page_cannot_say_where_its_form_leads(rf):
    assert back(rf.post("/?next=/library/"), "/b/x/").url == "/b/x/"
