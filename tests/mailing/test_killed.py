"""A real worker and beat, killed while the mail server has the mail and has not answered."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from bookmarks.models import MailChoice
from tests.factories import BookmarkFactory, FollowFactory
from tests.fetching.site import Site
from tests.fetching.workers import environment_for, kill, worker
from tests.mailing.post_office import post_office

pytestmark = pytest.mark.django_db(transaction=True)


def wants_a_digest(reader, author):
    """Since a moment ago, where it is about noon: at night none is sent."""
    now = timezone.now()
    reader.time_zone = f"Etc/GMT{now.hour - 12:+d}"
    reader.save()
    FollowFactory(follower=reader, person=author)
    due = now - timedelta(seconds=1)
    MailChoice.objects.create(person=reader, digest="daily", digest_due_at=due)
    BookmarkFactory(owner=author, saved_at=now - timedelta(hours=1))


def arrives(office, address, within=20.0):
    deadline = time.monotonic() + within
    while time.monotonic() < deadline and address not in office.taken:
        time.sleep(0.05)
    return address in office.taken


def test_a_digest_that_the_server_may_have_is_not_sent_again(ann, bob, stranger, tmp_path):
    with Site() as site, post_office() as office:
        environment = environment_for(site, tmp_path)
        environment |= {"EMAIL_URL": office.url, "MAIL_INTERVAL": "0.5"}
        wants_a_digest(ann, stranger)
        with worker(environment) as first:
            assert office.has_taken.wait(20)
            kill(first)
        office.may_answer.set()
        wants_a_digest(bob, stranger)
        with worker(environment):
            assert arrives(office, bob.email)
        assert office.taken == [ann.email, bob.email]
