"""Words that nobody came to read do not pile up."""

import pytest

pytestmark = pytest.mark.django_db


def test_of_many_saves_only_the_last_few_are_told_of(client, ann):
    client.force_login(ann)
    for number in range(9):
        form = {"url": f"https://site.example/{number}", "audience": "private"}
        assert client.post("/save/", form).status_code == 302
    page = client.get("/save/").content.decode()
    assert page.count("Saved.") == 3
