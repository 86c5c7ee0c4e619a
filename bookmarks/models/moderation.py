"""What moderators did, and what the people concerned say against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from bookmarks.models.bookmark import Bookmark
from bookmarks.models.collection import Collection
from bookmarks.models.tag import Tag


@dataclass(frozen=True, slots=True)
class Site:
    """All pages of one host, whoever saved them. `host` is spelled as a link's is."""

    host: str

    def __str__(self) -> str:
        return self.host


# What a moderator decides about.
Target = Bookmark | Collection | User | Tag | Site


class TagsTaken(ValueError):
    """Moderators took them from the bookmark, and that stands. `names`: of the tags."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class ModerationEntryQuerySet(models.QuerySet["ModerationEntry"]):
    def about(self, target: Target) -> Self:
        """Of a person: about themselves only, not about what they saved."""
        match target:
            case Bookmark():
                return self.filter(bookmark=target)
            case Collection():
                return self.filter(collection=target)
            case Tag():
                return self.filter(tag=target, bookmark__isnull=True)
            case Site(host=host):
                return self.filter(host=host)
        return self.filter(person=target, bookmark__isnull=True, collection__isnull=True)

    def standing(self, at: datetime | None = None) -> Self:
        """What was decided and not undone since; with `at`, nor over by then."""
        done = self.exclude(action__in=["undo", "uphold", "approve", "read"]).filter(
            undone_by__isnull=True
        )
        return done.filter(Q(until__isnull=True) | Q(until__gt=at)) if at else done

    def public(self) -> Self:
        """What everybody may read; who of the staff read what is told to whom it concerns."""
        return self.exclude(action="read")

    def tags_taken(self, bookmark: Bookmark) -> list[str]:
        """The names of those that it may not have, as long as that stands."""
        taken = self.standing().filter(action="untag", bookmark=bookmark).order_by("pk")
        return list(dict.fromkeys(taken.values_list("tag__name", flat=True)))

    def refuse_taken(self, bookmark: Bookmark, tags: Iterable[Tag]) -> None:
        """Raise TagsTaken. Who says nothing of it is refused by the database (triggers/untag)."""
        wanted = {tag.name for tag in tags}
        if names := [name for name in self.tags_taken(bookmark) if name in wanted]:
            raise TagsTaken(names)

    def strikes(self) -> Self:
        """What was done against somebody and stands: what a strike is."""
        return self.standing().filter(action__in=ModerationEntry.STRIKES)


class ModerationEntry(models.Model):
    """One act of a moderator. Append-only: triggers refuse UPDATE and DELETE (triggers/log).

    What it speaks of may later be deleted, so these keys point without a constraint and
    `subject` keeps in words what it was.
    """

    class Action(models.TextChoices):
        DISMISS = "dismiss", _("dismissed the report")
        HIDE = "hide", _("hid")
        SENSITIVE = "sensitive", _("covered as sensitive")
        UNPUBLISH = "unpublish", _("unpublished")
        UNTAG = "untag", _("took a tag from")
        WARN = "warn", _("warned about")
        LIMIT = "limit", pgettext_lazy("a moderator did", "limited")
        SUSPEND = "suspend", pgettext_lazy("a moderator did", "suspended")
        BAN = "ban", pgettext_lazy("a moderator did", "banned")
        BLOCK = "block", _("blocked")
        REVIEW = "review", _("put under review")
        UNDO = "undo", _("undid")
        UPHOLD = "uphold", _("upheld on appeal")
        APPROVE = "approve", _("approved")
        HIDE_IMPORT = "hide-import", _("hid an import of")
        READ = "read", _("read the addresses of")

    # Those after which a person has one strike more; against each of them they may appeal.
    STRIKES = (
        *("hide", "hide-import", "sensitive", "unpublish", "untag"),
        *("warn", "limit", "suspend", "ban"),
    )

    action = models.CharField(_("action"), max_length=16, choices=Action)
    # Never empty (the column refuses it); `null` has Django join it from the left, because the
    # moderator's account may be gone.
    moderator = models.ForeignKey(
        User,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="moderation_entries",
    )
    bookmark = models.ForeignKey(
        Bookmark, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    collection = models.ForeignKey(
        Collection, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    # The author, whatever of theirs it is about.
    person = models.ForeignKey(
        User, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    # What was taken from the bookmark; without one, what it is about itself.
    tag = models.ForeignKey(
        Tag, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    host = models.CharField(_("site"), max_length=255, blank=True, db_index=True)
    # From where it was decided.
    case = models.ForeignKey(
        "bookmarks.Case",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="entries",
    )
    # When it ends by itself.
    until = models.DateTimeField(_("until"), null=True)
    subject = models.CharField(_("about"), max_length=300)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    created_at = models.DateTimeField(_("when"))

    objects = ModerationEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("moderation entry")
        verbose_name_plural = _("moderation log")
        permissions = [
            ("triage", _("Can claim, dismiss and note")),
            ("moderate", _("Can decide reports")),
            ("administer", _("Can rule over sites and roles")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(action="undo", undoes__isnull=False)
                | (~Q(action="undo") & Q(undoes__isnull=True)),
                name="an_undo_names_what_it_undoes",
            ),
            models.CheckConstraint(
                condition=Q(
                    action__in=[
                        "dismiss",
                        "hide",
                        "sensitive",
                        "unpublish",
                        "untag",
                        "warn",
                        "limit",
                        "suspend",
                        "ban",
                        "block",
                        "review",
                        "undo",
                        "uphold",
                        "approve",
                        "hide-import",
                        "read",
                    ]
                ),
                name="moderation_action_known",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(action="suspend"),
                name="only_a_suspension_ends_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.subject}"


class Appeal(models.Model):
    """What an author says against a decision: once, and another moderator decides about it."""

    entry = models.OneToOneField(ModerationEntry, on_delete=models.PROTECT, related_name="appeal")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="appeals")
    text = models.TextField(_("why it is wrong"), max_length=2000)
    created_at = models.DateTimeField(_("when"))
    # What came of it: the entry that undid the decision, or upheld it.
    answer = models.OneToOneField(
        ModerationEntry, null=True, on_delete=models.PROTECT, related_name="answered_appeal"
    )

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.CheckConstraint(
                condition=~Q(entry=models.F("answer")), name="no_decision_answers_itself"
            )
        ]
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(answer__isnull=True), name="appeal_queue"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.entry}"
