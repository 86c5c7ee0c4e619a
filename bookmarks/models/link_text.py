"""A page's readable text, apart from its link: lists that show links do not carry it along."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from bookmarks.models.link import Link


class LinkTextQuerySet(models.QuerySet["LinkText"]):
    def keep(self, texts: Mapping[int, str]) -> None:
        """Write the texts of links, by their ids, in place of older ones."""
        rows = [LinkText(link_id=link_id, text=text) for link_id, text in texts.items()]
        self.bulk_create(
            rows, update_conflicts=True, unique_fields=["link"], update_fields=["text"]
        )


class LinkText(models.Model):
    """`text`: one block of the page a line, without markup; see decision 22."""

    link = models.OneToOneField(
        Link, models.CASCADE, primary_key=True, related_name="main_text", verbose_name=_("link")
    )
    text = models.TextField(_("text"))

    objects = LinkTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a page")

    def __str__(self) -> str:
        return self.text[:80]
