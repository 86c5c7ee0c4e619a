"""Reports, what moderators did about them, and what the people concerned were told."""

from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks.models.bookmark import Bookmark
from bookmarks.models.collection import Collection

# What a moderator decides about.
Target = Bookmark | Collection | User


class ModerationEntryQuerySet(models.QuerySet["ModerationEntry"]):
    def about(self, target: Target) -> Self:
        """Of a person: about themselves only, not about what they saved."""
        if isinstance(target, Bookmark):
            return self.filter(bookmark=target)
        if isinstance(target, Collection):
            return self.filter(collection=target)
        return self.filter(person=target, bookmark__isnull=True, collection__isnull=True)

    def standing(self) -> Self:
        """What was decided and not undone since."""
        return self.exclude(action__in=["undo", "uphold"]).filter(undone_by__isnull=True)


class ModerationEntry(models.Model):
    """One act of a moderator. Append-only: triggers refuse UPDATE and DELETE (triggers/log).

    What it speaks of may later be deleted, so these keys point without a constraint and
    `subject` keeps in words what it was.
    """

    class Action(models.TextChoices):
        DISMISS = "dismiss", _("dismissed the report")
        HIDE = "hide", _("hid")
        SUSPEND = "suspend", _("suspended")
        UNDO = "undo", _("undid")
        UPHOLD = "uphold", _("upheld on appeal")

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
        permissions = [("moderate", _("Can decide reports"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(action="undo", undoes__isnull=False)
                | (~Q(action="undo") & Q(undoes__isnull=True)),
                name="an_undo_names_what_it_undoes",
            ),
            models.CheckConstraint(
                condition=Q(action__in=["dismiss", "hide", "suspend", "undo", "uphold"]),
                name="moderation_action_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.subject}"


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(entry__isnull=True)

    def decided(self) -> Self:
        return self.filter(entry__isnull=False)

    def about(self, target: Target) -> Self:
        """Of a person: about whatever they saved or gathered."""
        if isinstance(target, Bookmark):
            return self.filter(bookmark=target)
        if isinstance(target, Collection):
            return self.filter(collection=target)
        return self.filter(Q(bookmark__owner=target) | Q(collection__owner=target))

    def cases(self) -> Self:
        """One report for each thing reported: the first, with `weight`, how many people report it.

        The heaviest come first, the oldest of them before the others.
        """
        same = self.filter(
            Q(bookmark=OuterRef("bookmark")) | Q(collection=OuterRef("collection"))
        ).order_by()
        people = same.values(together=Coalesce("bookmark", "collection")).values(
            n=Count("reporter", distinct=True)
        )
        first = self.filter(~Exists(same.filter(pk__lt=OuterRef("pk"))))
        return first.annotate(weight=Subquery(people)).order_by("-weight", "created_at", "pk")


class Report(models.Model):
    """What one person says is wrong with one bookmark or collection."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("Spam")
        SCAM = "scam", _("Scam or phishing")
        MALWARE = "malware", _("Malware")
        ILLEGAL = "illegal", _("Against the law")
        HARASSMENT = "harassment", _("Harassment")
        SEXUAL = "sexual", _("Sexual content")
        OFF_TOPIC = "off-topic", _("Wrong tag")
        COPYRIGHT = "copyright", _("Copyright")
        OTHER = "other", _("Something else")

    reporter = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reports")
    bookmark = models.ForeignKey(
        Bookmark, null=True, on_delete=models.CASCADE, related_name="reports"
    )
    collection = models.ForeignKey(
        Collection, null=True, on_delete=models.CASCADE, related_name="reports"
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("reported"))
    # What was done about it; while there is nothing, the report is in the queue.
    entry = models.ForeignKey(
        ModerationEntry, null=True, on_delete=models.PROTECT, related_name="reports"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "bookmark", "reason"], name="a_bookmark_is_reported_once"
            ),
            models.UniqueConstraint(
                fields=["reporter", "collection", "reason"], name="a_collection_is_reported_once"
            ),
            models.CheckConstraint(
                condition=Q(bookmark__isnull=True) ^ Q(collection__isnull=True),
                name="a_report_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(
                    reason__in=[
                        "spam",
                        "scam",
                        "malware",
                        "illegal",
                        "harassment",
                        "sexual",
                        "off-topic",
                        "copyright",
                        "other",
                    ]
                ),
                name="report_reason_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(entry__isnull=True), name="report_queue"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.bookmark or self.collection}"

    @property
    def target(self) -> Bookmark | Collection:
        """What it is about. Fetches it, unless the queryset has."""
        target = self.bookmark if self.bookmark_id else self.collection
        assert target is not None
        return target


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
