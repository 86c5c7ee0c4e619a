"""Tags: site-wide words, whatever their case. Taggit's classes with a real foreign key."""

import unicodedata
from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from accounts.models import User, Viewer
from bookmarks.models.bookmark import Bookmark

TAG_MAX = 255
# A letter may be folded into several: "ﬃ" into three.
FOLDED_MAX = TAG_MAX * 3


def folded(name: str) -> str:
    """What two spellings of one tag share: compatibility forms, case and white space folded."""
    cased = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", cased).split())


class TagQuerySet(models.QuerySet["Tag"]):
    def named(self, names: Iterable[str]) -> list["Tag"]:
        """The tags of these names, made where they are new. Safe when many do it at once."""
        wanted = {folded(name): " ".join(name.split()) for name in names if name.strip()}
        if not wanted:
            return []
        known = self.filter(slug__in=wanted)
        missing = wanted.keys() - {tag.slug for tag in known}
        if missing:
            new = [Tag(name=wanted[slug], slug=slug) for slug in sorted(missing)]
            self.bulk_create(new, ignore_conflicts=True)
            known = known.all()
        return sorted(known, key=lambda tag: tag.slug)

    def seen_by(self, viewer: Viewer) -> Self:
        """Tags of at least one listed bookmark that the viewer may see."""
        seen = Bookmark.objects.visible_to(viewer).listed()
        uses = Tagging.objects.filter(tag=OuterRef("pk"))
        return self.filter(
            Exists(uses.filter(Exists(seen.filter(pk=OuterRef("content_object_id")))))
        )

    def known_to(self, person: User) -> Self:
        """Tags that the person sees anywhere: `seen_by`, and all on what is their own."""
        own = Tagging.objects.filter(tag=OuterRef("pk"), content_object__owner=person)
        return self.filter(Exists(own)) | self.seen_by(person)


class Tag(TagBase):  # type: ignore[misc]
    """`slug` is the folded name, so its unique key is what makes tags case-insensitive."""

    name = models.CharField(_("name"), max_length=TAG_MAX, unique=True)
    slug = models.CharField(_("folded name"), max_length=FOLDED_MAX, unique=True, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = folded(self.name)
        models.Model.save(self, *args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.name])


class Tagging(ItemBase):  # type: ignore[misc]
    """One use of a tag: on one bookmark."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings", db_index=False)
    content_object = models.ForeignKey(
        Bookmark, on_delete=models.CASCADE, related_name="taggings", db_column="bookmark_id"
    )

    class Meta:
        verbose_name = _("tagging")
        constraints = [
            # In this order: a tag's page walks its bookmarks newest first.
            models.UniqueConstraint(fields=["tag", "content_object"], name="one_use_a_bookmark")
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.content_object_id}"
