"""What moderators say of whole sites, or of a part of one.

Whatever lies below a live rule that blocks has `Bookmark.is_blocked`: who saves looks here, in the
transaction that saves (`bookmarks.screening`), and what was there before is marked by a worker
(`bookmarks.moderation.sites`).
"""

from collections import defaultdict
from collections.abc import Collection as Group
from typing import Self

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookmarks.addresses.sites import Area, domains_above
from bookmarks.models.byte_ordered import ByteOrderedField
from bookmarks.models.reversible import ReversibleWork
from bookmarks.models.work import WorkQuerySet

# Who saves shares it for the transaction; who lets a rule begin or end has it alone. So a rule is
# seen by all who save after it began, and whatever was saved before is there for the worker.
_LOCK = 715_014_903


class DomainRuleQuerySet(WorkQuerySet):
    def live(self) -> Self:
        return self.filter(state__in=DomainRule.LIVE)

    def blocking(self) -> Self:
        return self.filter(action=DomainRule.Action.BLOCK)

    def over(self, urls: Group[str]) -> "dict[str, list[DomainRule]]":
        """The rules below which each canonical address lies; addresses below none are left out."""
        domains = {domain for url in urls for domain in domains_above(url)}
        rules = list(self.filter(domain__in=domains)) if domains else []
        found: dict[str, list[DomainRule]] = defaultdict(list)
        for url in urls if rules else ():
            if over := [rule for rule in rules if rule.area.holds(url)]:
                found[url] = over
        return dict(found)

    def share(self) -> None:
        """To be called in a transaction, before it asks for rules by which it saves."""
        self._lock("pg_advisory_xact_lock_shared")

    def take_alone(self) -> None:
        """To be called in the transaction in which a rule begins or ends."""
        self._lock("pg_advisory_xact_lock")

    def _lock(self, function: str) -> None:
        """SQLite has one writer at a time, whose transaction begins with its turn."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {function}(%s)", [_LOCK])


class DomainRule(ReversibleWork):
    class Action(models.TextChoices):
        BLOCK = "block", _("Block: shown to nobody but who saved it")
        REVIEW = "review", _("Review: what is saved from now on waits for a look")

    domain = models.CharField(_("domain"), max_length=253, db_index=True)
    path = models.CharField(_("path"), max_length=500, blank=True)
    action = models.CharField(_("what is done"), max_length=6, choices=Action)
    private_comment = models.TextField(
        _("private comment"), max_length=2000, blank=True, help_text=_("For moderators.")
    )
    public_comment = models.TextField(
        _("public comment"),
        max_length=500,
        blank=True,
        help_text=_("Told to who saves it, and shown in the public list of what is blocked."),
    )
    found = models.PositiveIntegerField(_("links"), default=0)
    # Links are looked at in the order of sites.
    cursor_key = ByteOrderedField(max_length=260, blank=True, editable=False)

    objects = DomainRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule about a site")
        verbose_name_plural = _("rules about sites")
        constraints = [
            models.UniqueConstraint(
                fields=["domain", "path"],
                condition=~Q(state="ended"),
                name="one_rule_an_area",
                violation_error_message=_("There is a rule about this already."),
            ),
            models.CheckConstraint(
                condition=Q(action__in=["block", "review"]), name="domain_rule_action_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ready", "beginning", "live", "ending", "ended"]),
                name="domain_rule_state_known",
            ),
            models.CheckConstraint(condition=~Q(domain=""), name="a_rule_has_a_domain"),
        ]
        indexes = [
            models.Index(
                fields=["worked_at"],
                condition=Q(state__in=["beginning", "ending"]),
                name="domain_rule_at_work",
            )
        ]

    def __str__(self) -> str:
        return str(self.area)

    @property
    def area(self) -> Area:
        return Area(self.domain, self.path)
