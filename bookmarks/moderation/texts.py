"""What people are told of a moderator's act, in their language. Names neither moderator nor
reporter."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks.models import ModerationEntry

Action = ModerationEntry.Action


def author_is_told(entry: ModerationEntry, name: str) -> str:
    """`name` is what the author calls the thing that the entry is about."""
    with in_language(entry.person.language if entry.person else ""):
        said = _withdrawn(entry.undoes) if entry.undoes else _done(entry)
        tag = entry.tag.name if entry.tag else ""
        until = date_format(entry.until, "DATETIME_FORMAT") if entry.until else ""
        return _with_reason(said % {"name": name, "tag": tag, "until": until}, entry.reason)


def approved_is_told(author: User, n: int, name: str) -> str:
    """Of so many that waited; `name` is that of the only one."""
    with in_language(author.language):
        if n == 1:
            return _("We have looked at “%(name)s”: it waits no longer.") % {"name": name}
        return _("We have looked at %(n)s of your links: they wait no longer.") % {"n": n}


def in_language(language: str) -> translation.override:
    """Theirs, not that of the moderator."""
    return translation.override(language or settings.LANGUAGE_CODE)


def _done(entry: ModerationEntry) -> str:
    if entry.action == Action.SUSPEND and entry.until:
        return _(
            "Your account is suspended until %(until)s: you may use your library, but nothing of"
            " yours is public. It ends by itself."
        )
    return {
        Action.DISMISS: _("“%(name)s” was reported. We looked at it and left it as it is."),
        Action.HIDE: _("We have hidden “%(name)s”: nobody but you sees it now."),
        Action.HIDE_IMPORT: _(
            "We have hidden what you imported (%(name)s): nobody but you sees it now."
        ),
        Action.SENSITIVE: _("We have covered “%(name)s” as sensitive: readers open it by a click."),
        Action.UNPUBLISH: _("We have unpublished “%(name)s”: only its members see it now."),
        Action.UNTAG: _("We have taken the tag “%(tag)s” from “%(name)s”."),
        Action.WARN: _("This is a warning about “%(name)s”. Nothing else has happened."),
        Action.LIMIT: _(
            "Your account is limited: what you publish is on your own pages, but in no list of the"
            " whole site."
        ),
        Action.SUSPEND: _(
            "Your account is suspended: you may use your library, but nothing of yours is public."
        ),
        Action.BAN: _(
            "Your account is closed: nothing of yours is public. You may appeal, and download"
            " your data."
        ),
        Action.UPHOLD: _("We have looked at your appeal about “%(name)s”: our decision stands."),
    }[Action(entry.action)]


def _withdrawn(entry: ModerationEntry) -> str:
    return {
        Action.DISMISS: _("We are looking once more at a report about “%(name)s”."),
        Action.HIDE: _("Our decision to hide “%(name)s” is withdrawn."),
        Action.HIDE_IMPORT: _("Our decision to hide what you imported is withdrawn."),
        Action.SENSITIVE: _("Our decision to cover “%(name)s” is withdrawn."),
        Action.UNPUBLISH: _("Our decision to unpublish “%(name)s” is withdrawn."),
        Action.UNTAG: _("Our decision to take the tag “%(tag)s” from “%(name)s” is withdrawn."),
        Action.WARN: _("Our warning about “%(name)s” is withdrawn."),
        Action.LIMIT: _("Our decision to limit your account is withdrawn."),
        Action.SUSPEND: _("Our decision to suspend your account is withdrawn."),
        Action.BAN: _("Our decision to close your account is withdrawn."),
    }[Action(entry.action)]


def reporters_are_told(entry: ModerationEntry, people: Iterable[int]) -> dict[int, str]:
    languages = dict(User.objects.filter(pk__in=list(people)).values_list("pk", "language"))
    texts = {language: _reporter_is_told(entry, language) for language in set(languages.values())}
    return {pk: texts[language] for pk, language in languages.items()}


def _reporter_is_told(entry: ModerationEntry, language: str) -> str:
    with in_language(language):
        thanks = (
            _("Thank you for your report about “%(subject)s”.") % {"subject": entry.subject}
            if entry.bookmark_id or entry.collection_id
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
