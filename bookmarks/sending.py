"""Sending a link to a person, and what they make of it.

An inbox takes from those whom its owner follows, and from those who share a collection with them:
nobody has to hear from strangers.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Block, User
from bookmarks.models import Bookmark, Collection, CollectionMember, Follow, Notice, Sent
from bookmarks.saving import Draft, save_bookmark
from bookmarks.telling import tell

A_DAY = 50
"""Links that one person may send in a day."""


class NotSent(ValueError):
    """Its text says why, for the sender."""


def recipients_of(sender: User) -> QuerySet[User]:
    """To whom somebody may send: who follows them, and who shares a collection with them."""
    joined = CollectionMember.objects.filter(person=sender).values("collection_id")
    shared = Q(collection__in=joined) | Q(collection__owner=sender)
    fans = Follow.objects.filter(person=sender).values("follower_id")
    members = CollectionMember.objects.filter(shared).values("person_id")
    owners = Collection.objects.filter(pk__in=joined).values("owner_id")
    near = Q(pk__in=fans) | Q(pk__in=members) | Q(pk__in=owners)
    blocks = Block.objects.filter(Q(blocker=sender) | Q(blocked=sender))
    reachable = User.objects.filter(near, is_active=True).exclude(pk=sender.pk)
    return reachable.exclude(pk__in=blocks.values("blocker")).exclude(
        pk__in=blocks.values("blocked")
    )


@transaction.atomic
def send(bookmark: Bookmark, to: User, message: str, *, by: User, at: datetime) -> Sent:
    """Raise NotSent. While it waits for an answer, to send it again changes nothing."""
    if not by.may_publish:
        raise NotSent(_("First verify your mail address: its link is in your mail."))
    if not recipients_of(by).filter(pk=to.pk).exists():
        raise NotSent(
            _("This person takes links from whom they follow or share a collection with.")
        )
    day = Sent.objects.filter(sender=by, sent_at__gt=at - timedelta(days=1))
    if day[:A_DAY].count() == A_DAY:
        raise NotSent(_("That is enough for one day: please go on tomorrow."))
    sent, is_new = Sent.objects.get_or_create(
        sender=by,
        recipient=to,
        link=bookmark.link,
        answered_at=None,
        defaults={"bookmark": bookmark, "message": message, "sent_at": at},
    )
    if is_new:
        tell(to, Notice.Kind.SENT, actor=by, at=at, again=True)
    return sent


@transaction.atomic
def accept(sent: Sent, at: datetime) -> Bookmark:
    """Save it; who saw the sender's bookmark credits it."""
    seen = Bookmark.objects.visible_to(sent.recipient)
    via = seen.filter(pk=sent.bookmark_id).first() if sent.bookmark_id else None
    draft = Draft(sent.link.url, audience=sent.recipient.default_audience, via=via)
    saved = save_bookmark(sent.recipient, draft, at)
    put_away(sent, at)
    return saved.bookmark


def put_away(sent: Sent, at: datetime) -> None:
    Sent.objects.filter(pk=sent.pk, answered_at=None).update(answered_at=at)
