"""What a hub was last told of a person's feeds."""

from django.db import models

from accounts.models import User


class Announcement(models.Model):
    """`state` is that of the person's revisions, `revision` the highest of them.

    What differs from the revisions of now is still to be told: a message that is lost, or a hub
    that is down, loses nothing.
    """

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=100)
    revision = models.BigIntegerField(db_index=True)
    announced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}: {self.state}"
