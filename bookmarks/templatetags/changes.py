"""What was done to many bookmarks, in words."""

from collections.abc import Callable

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookmarks.models import BulkChange

register = template.Library()
Action = BulkChange.Action
State = BulkChange.State


@register.filter
def headline(change: BulkChange) -> str:
    """What is done: “Add tags: python, web”."""
    is_audience = change.action == Action.AUDIENCE
    said = change.get_audience_display() if is_audience else change.about
    label = change.get_action_display()
    return f"{label}: {said}" if said else str(label)


@register.filter
def outcome(change: BulkChange) -> str:
    """What became of it, in a sentence or two."""
    if change.state == State.UNDONE:
        return _undone(change)
    return _done(change.changed, change.action) % {"n": _number(change.changed)}


@register.filter
def undo_key(tags: str) -> str:
    """Of a message about a change that can be undone: its key."""
    return next((tag.removeprefix("undo-") for tag in tags.split() if tag.startswith("undo-")), "")


@register.filter
def leads_to(tags: str) -> str:
    """Of a message about one thing: the path of its page."""
    return tags.split()[1] if tags.startswith("leads-to /") else ""


def _undone(change: BulkChange) -> str:
    if change.action == Action.EDIT:
        return _edit_undone(change)
    text = ngettext(
        "Undone: %(n)s bookmark is as it was.",
        "Undone: %(n)s bookmarks are as they were.",
        change.restored,
    ) % {"n": _number(change.restored)}
    if not change.left:
        return text
    left = ngettext(
        "%(n)s had been changed since and was left.",
        "%(n)s had been changed since and were left.",
        change.left,
    )
    return f"{text} {left % {'n': _number(change.left)}}"


def _edit_undone(change: BulkChange) -> str:
    if change.restored:
        return _("Undone: the bookmark is as it was.")
    if change.left:
        return _("Nothing was undone: the bookmark has been changed since.")
    return _("Nothing was undone: the bookmark is not there any more.")


def _number(n: int) -> str:
    return number_format(n, force_grouping=True)


def _done(n: int, action: str) -> str:
    """Whole sentences: languages differ in more than the word."""
    words: dict[str, Callable[[int], str]] = {
        Action.TAG: _tagged,
        Action.UNTAG: _tagged,
        Action.RETAG: _tagged,
        Action.DROP_TAGS: _tagged,
        Action.ADD: lambda n: ngettext("%(n)s bookmark added.", "%(n)s bookmarks added.", n),
        Action.MOVE: lambda n: ngettext("%(n)s bookmark moved.", "%(n)s bookmarks moved.", n),
        Action.REMOVE: lambda n: ngettext(
            "%(n)s bookmark taken out.", "%(n)s bookmarks taken out.", n
        ),
        Action.TRASH: lambda n: ngettext(
            "%(n)s bookmark moved to the trash.", "%(n)s bookmarks moved to the trash.", n
        ),
        Action.RESTORE: lambda n: ngettext(
            "%(n)s bookmark restored.", "%(n)s bookmarks restored.", n
        ),
        Action.DELETE: lambda n: ngettext(
            "%(n)s bookmark deleted for good.", "%(n)s bookmarks deleted for good.", n
        ),
        Action.COPY: lambda n: ngettext("%(n)s bookmark copied.", "%(n)s bookmarks copied.", n),
        Action.MERGE: lambda n: ngettext(
            "%(n)s bookmark merged into another.", "%(n)s bookmarks merged into others.", n
        ),
    }
    return words.get(action, _changed)(n)


def _tagged(n: int) -> str:
    return ngettext(
        "The tags of %(n)s bookmark changed.", "The tags of %(n)s bookmarks changed.", n
    )


def _changed(n: int) -> str:
    return ngettext("%(n)s bookmark changed.", "%(n)s bookmarks changed.", n)
