"""What one person does not want of another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User


class Block(models.Model):
    """Neither of the two sees what the other saves."""

    blocker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks_made")
    blocked = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks_received")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("block")
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="one_block_a_pair"),
            models.CheckConstraint(
                condition=~Q(blocker=F("blocked")), name="nobody_blocks_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} blocks {self.blocked_id}"


def not_blocked(viewer: User, person: str = "owner") -> Q:
    """The condition that `person` (a field path) and the viewer have not blocked each other."""
    made = Block.objects.filter(blocker=viewer).values("blocked_id")
    received = Block.objects.filter(blocked=viewer).values("blocker_id")
    return ~Q(**{f"{person}_id__in": made}) & ~Q(**{f"{person}_id__in": received})
