"""Background work of moderation."""

from celery import shared_task
from django.utils import timezone

from bookmarks.models import DomainRule, ImportHiding
from bookmarks.moderation import import_hiding, sites
from bookmarks.moderation.ending import end_suspensions as end_all
from bookmarks.moderation.watching import report_bursts as report_all_bursts
from bookmarks.screening.holding import end_by_age

AN_HOUR = 60 * 60


@shared_task(ignore_result=True, time_limit=60)
def end_suspensions() -> None:
    """Run by beat."""
    end_all(timezone.now())


@shared_task(ignore_result=True, time_limit=60)
def end_holds() -> None:
    """Run by beat: who is no longer new needs no look."""
    end_by_age(timezone.now())


@shared_task(ignore_result=True, time_limit=60)
def report_bursts() -> None:
    """Run by beat."""
    report_all_bursts(timezone.now())


# Acknowledged at once: what was done stands in the database, and beat finds what was not.
@shared_task(acks_late=False, ignore_result=True, time_limit=AN_HOUR)
def work_on_rule(rule_id: int) -> None:
    rule = DomainRule.objects.filter(pk=rule_id).first()
    if rule is not None:
        sites.work_on(rule)


@shared_task(acks_late=False, ignore_result=True, time_limit=AN_HOUR)
def work_on_hiding(hiding_id: int) -> None:
    rows = ImportHiding.objects.select_related("source", "entry")
    hiding = rows.filter(pk=hiding_id).first()
    if hiding is not None:
        import_hiding.work_on(hiding)


@shared_task(ignore_result=True, time_limit=60)
def tidy_rules() -> None:
    """Run by beat: rules, and hidden imports, whose worker is gone go on."""
    for hiding_id in import_hiding.stale(timezone.now()):
        import_hiding.publish(hiding_id)
    for rule_id in sites.stale(timezone.now()):
        sites.publish(rule_id)
