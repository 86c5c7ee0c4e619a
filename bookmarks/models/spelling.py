"""How words are spelled, for "did you mean". How and why: `bookmarks/search/spelling.py`."""

from django.db import models
from django.db.models import Q

from accounts.models import User

WORD_MAX = 24


class Spelling(models.Model):
    """A word under one of its keys: itself, or itself less one letter.

    Two words share a key if one letter was added, left out or mistaken, or two changed places.
    """

    # Whose words these are; of nobody, if they stand in something that everybody sees.
    owner = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(max_length=WORD_MAX)
    word = models.CharField(max_length=WORD_MAX)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "word"],
                condition=Q(owner__isnull=True),
                name="everybodys_word_has_a_key_once",
            ),
            models.UniqueConstraint(
                fields=["owner", "key", "word"],
                condition=Q(owner__isnull=False),
                name="ones_own_word_has_a_key_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.word}"
