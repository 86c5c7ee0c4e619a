"""A small site under abuse: the figures of `manage.py simulate-abuse` hold in small as well."""

import pytest
from django.core.management import CommandError, call_command

from bookmarks.counting import recount
from bookmarks.demo.abuse import Size, World, play
from bookmarks.models import Bookmark
from tests.factories import PersonFactory

SMALL = Size(people=40, spammers=3, false_reporters=3, moderators=3, days=1, links_of_a_spammer=12)


@pytest.mark.django_db(transaction=True)
def test_spam_is_gone_honest_people_stay_and_no_decision_is_lost_or_made_twice():
    found = play(World.made(SMALL, seed=1), minutes=60)
    assert len(found.spam) >= 3
    assert found.contained >= 0.95
    assert found.honest_limited == 0
    assert (found.lost, found.double) == (0, 0)
    assert found.counts["decisions"] >= 3
    public = Bookmark.objects.listed().filter(owner__may_publish=True, pk__in=list(found.spam))
    assert not public.exists()
    assert not any(recount().values())


@pytest.mark.django_db
def test_the_same_seed_makes_the_same_world_and_no_site_with_people_is_played_on():
    first = World.made(SMALL, seed=7)
    names = {person.pk: person.handle for person in (*first.honest, *first.spammers)}
    told = [(save.at, names[save.person], save.url) for save in first.saves]
    assert told == sorted(told)
    assert len(told) > 36
    PersonFactory()
    with pytest.raises(CommandError):
        call_command("simulate-abuse")
