"""What is reported: one case for each thing, with the reports on it."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks.models.bookmark import Bookmark
from bookmarks.models.collection import Collection
from bookmarks.models.moderation import ModerationEntry, Site, Target
from bookmarks.models.tag import Tag

KINDS = {
    Bookmark: "bookmark",
    Collection: "collection",
    User: "person",
    Tag: "tag",
    Site: "site",
}


def kind_of(target: Target) -> str:
    return KINDS[type(target)]


def author_of(target: Target) -> User | None:
    """Whose it is; nobody's are tags and sites."""
    if isinstance(target, User):
        return target
    return target.owner if isinstance(target, Bookmark | Collection) else None


class CaseQuerySet(models.QuerySet["Case"]):
    def of(self, target: Target) -> Self:
        """The one of this very thing, or none."""
        return self.filter(**keys_of(target))

    def open(self) -> Self:
        return self.filter(state=Case.State.OPEN)

    def about_author(self, person: User) -> Self:
        """Of the person, and of whatever is theirs."""
        return self.filter(author=person)

    def unclaimed(self, at: datetime) -> Self:
        return self.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=at))

    def heaviest_first(self) -> Self:
        """The oldest of them before the others."""
        return self.order_by("-weight", "opened_at", "pk")

    def hold(self) -> Self:
        """Lock them until the transaction ends, always in one order."""
        return self.select_for_update(of=("self",), no_key=True).order_by("pk")

    def with_targets(self) -> Self:
        """With all that a list says of one."""
        return self.select_related(
            "bookmark__link", "bookmark__owner", "collection__owner", "person", "tag", "author"
        )


def keys_of(target: Target) -> dict[str, Any]:
    """The columns of the case that name it."""
    kind = kind_of(target)
    if isinstance(target, Site):
        return {"kind": kind, "host": target.host}
    return {"kind": kind, kind: target}


class Case(models.Model):
    """One thing that was reported or decided about; however often, it stays one case.

    `version` counts the decisions: who sends one names the version that they read. A claim keeps
    it for one moderator, and is over after a while by itself.
    """

    class Kind(models.TextChoices):
        BOOKMARK = "bookmark", _("Bookmark")
        COLLECTION = "collection", _("Collection")
        PERSON = "person", _("Person")
        TAG = "tag", _("Tag")
        SITE = "site", _("Site")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DECIDED = "decided", _("Decided")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    bookmark = models.OneToOneField(
        Bookmark, null=True, on_delete=models.CASCADE, related_name="case"
    )
    collection = models.OneToOneField(
        Collection, null=True, on_delete=models.CASCADE, related_name="case"
    )
    person = models.OneToOneField(User, null=True, on_delete=models.CASCADE, related_name="case")
    tag = models.OneToOneField(Tag, null=True, on_delete=models.CASCADE, related_name="case")
    # Of a bookmark, the site of its page; of a site, its name.
    host = models.CharField(_("site"), max_length=255, blank=True, db_index=True)
    # Whose it is. Repeats the owner, so that one index brings all of a person's.
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=0)
    # The sum over those who report it (see `moderation/weighing.py`); 0 once it is decided.
    weight = models.PositiveIntegerField(_("weight"), default=0)
    opened_at = models.DateTimeField(_("open since"))
    updated_at = models.DateTimeField(_("last changed"))
    claimed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    claimed_until = models.DateTimeField(_("claimed until"), null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["host"], condition=Q(kind="site"), name="a_site_has_one_case"
            ),
            models.CheckConstraint(
                condition=Q(
                    Q(kind="bookmark", bookmark__isnull=False)
                    | (~Q(kind="bookmark") & Q(bookmark__isnull=True)),
                    Q(kind="collection", collection__isnull=False)
                    | (~Q(kind="collection") & Q(collection__isnull=True)),
                    Q(kind="person", person__isnull=False)
                    | (~Q(kind="person") & Q(person__isnull=True)),
                    Q(kind="tag", tag__isnull=False) | (~Q(kind="tag") & Q(tag__isnull=True)),
                    ~Q(kind="site") | ~Q(host=""),
                    kind__in=["bookmark", "collection", "person", "tag", "site"],
                ),
                name="a_case_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "decided"]), name="case_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-weight", "opened_at", "id"],
                condition=Q(state="open"),
                name="case_queue",
            ),
            models.Index(
                fields=["-updated_at", "-id"], condition=Q(state="decided"), name="case_decided"
            ),
        ]

    def __str__(self) -> str:
        """Says nothing of the thing: it may be private by now."""
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def target(self) -> Target:
        """What it is about. Fetches it, unless the queryset has."""
        if self.kind == Case.Kind.SITE:
            return Site(self.host)
        target: Target = getattr(self, self.kind)
        return target

    @property
    def is_open(self) -> bool:
        return self.state == Case.State.OPEN

    def claimant(self, at: datetime) -> int | None:
        """Whose it is for now."""
        return self.claimed_by_id if self.claimed_until and self.claimed_until > at else None


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(entry__isnull=True)

    def decided(self) -> Self:
        return self.filter(entry__isnull=False)

    def about(self, target: Target) -> Self:
        """Of a person: about them, and about whatever is theirs."""
        if isinstance(target, User):
            return self.filter(case__author=target)
        return self.filter(**{f"case__{name}": value for name, value in keys_of(target).items()})


class Report(models.Model):
    """What one person says is wrong with one thing; or a signed-out visitor, or a rule."""

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

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="reports")
    # Of a signed-out visitor: what tells two of them apart for a day, and says of none who it is.
    visitor = models.CharField(max_length=64, blank=True)
    # Of the site's own watching: the name of the rule.
    rule = models.CharField(_("rule"), max_length=120, blank=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    # What the reporter's word counted when they gave it.
    weight = models.PositiveSmallIntegerField(_("weight"), default=0)
    # The thing as anybody could read it then; empty if it was not public, or the same as in the
    # report before.
    snapshot = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("reported"))
    # What was done about it; while there is nothing, the case is open.
    entry = models.ForeignKey(
        ModerationEntry, null=True, on_delete=models.PROTECT, related_name="reports"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "case", "reason"], name="a_person_reports_a_thing_once"
            ),
            models.UniqueConstraint(
                fields=["visitor", "case", "reason"],
                condition=~Q(visitor=""),
                name="a_visitor_reports_a_thing_once",
            ),
            models.UniqueConstraint(
                fields=["rule", "case", "reason"],
                condition=~Q(rule=""),
                name="a_rule_reports_a_thing_once",
            ),
            models.CheckConstraint(
                condition=Q(reporter__isnull=False, visitor="", rule="")
                | (Q(reporter__isnull=True, rule="") & ~Q(visitor=""))
                | (Q(reporter__isnull=True, visitor="") & ~Q(rule="")),
                name="a_report_is_from_somebody",
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
        return f"{self.get_reason_display()}: {self.case_id}"

    @property
    def target(self) -> Target:
        return self.case.target
