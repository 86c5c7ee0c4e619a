"""What people are told of a moderator's act. Names neither moderator nor reporter."""

from django.utils.translation import gettext as _

from bookmarks.models import ModerationEntry

Action = ModerationEntry.Action


def author_is_told(entry: ModerationEntry, name: str) -> str:
    """`name` is what the author calls the thing that the entry is about."""
    undone = entry.undoes.action if entry.undoes else None
    text = {
        Action.DISMISS: _("“%(name)s” was reported. We looked at it and left it as it is."),
        Action.HIDE: _("We have hidden “%(name)s”: nobody but you sees it now."),
        Action.SUSPEND: _(
            "Your account is suspended: you may use your library, but nothing of yours is public."
        ),
    }
    text[Action.UPHOLD] = _("We have looked at your appeal about “%(name)s”: our decision stands.")
    withdrawn = {
        Action.DISMISS: _("We are looking once more at a report about “%(name)s”."),
        Action.HIDE: _("Our decision to hide “%(name)s” is withdrawn."),
        Action.SUSPEND: _("Our decision to suspend your account is withdrawn."),
    }
    said = withdrawn[Action(undone)] if undone else text[Action(entry.action)]
    return _with_reason(said % {"name": name}, entry.reason)


def reporter_is_told(entry: ModerationEntry) -> str:
    is_of_a_thing = bool(entry.bookmark_id or entry.collection_id)
    thanks = (
        _("Thank you for your report about “%(subject)s”.") % {"subject": entry.subject}
        if is_of_a_thing
        else _("Thank you for your report.")
    )
    return f"{thanks} {_outcome(entry)}"


def _outcome(entry: ModerationEntry) -> str:
    if entry.action == Action.DISMISS:
        return _("A moderator looked at it and left things as they are.")
    if entry.action == Action.UNDO:
        return _("A decision about it was withdrawn; it is being looked at again.")
    return _("A moderator looked at it and acted on it.")


def _with_reason(text: str, reason: str) -> str:
    return _("%(text)s Reason: %(reason)s") % {"text": text, "reason": reason} if reason else text
