"""What the tests of accounts share."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories import PASSWORD

LINK = re.compile(r"https?://\S+")


@pytest.fixture
def as_ann(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def confirmed_as_ann(as_ann):
    """Ann has typed her password again a moment ago."""
    as_ann.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return as_ann


@pytest.fixture
def link_in_mail():
    """The path of the first link in the newest mail."""

    def find():
        return LINK.search(mail.outbox[-1].body)[0].split("testserver", 1)[-1]

    return find
