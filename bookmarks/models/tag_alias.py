"""What else a tag is called: by one person, or by everybody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Viewer
from bookmarks.models.byte_ordered import ByteOrderedField
from bookmarks.models.tag import Tag
from bookmarks.tag_names import FOLDED_MAX, TAG_MAX, folded


@dataclass(frozen=True, slots=True)
class Sense:
    """What a tag means: the slugs of all tags that mean the same, and the name that counts."""

    slugs: tuple[str, ...]
    name: str = ""
    """Empty where the tag is no alias."""

    @property
    def slug(self) -> str:
        return self.slugs[0]


class TagAliasQuerySet(models.QuerySet["TagAlias"]):
    def of(self, person: User | None) -> "TagAliasQuerySet":
        """A person's own, or those of the site."""
        return self.filter(person=person)

    def known_to(self, viewer: Viewer) -> "TagAliasQuerySet":
        own = Q(person=viewer) if isinstance(viewer, User) else Q()
        return self.filter(Q(person=None) | own)

    def meant_by(self, person: User, names: Iterable[str]) -> dict[str, str]:
        """By slug, what the person means where that is another tag than they type.

        The site's aliases change nobody's words: they only join what is shown.
        """
        slugs = set(map(folded, names))
        if not slugs:
            return {}
        return dict(self.of(person).filter(slug__in=slugs).values_list("slug", "tag__name"))

    def names(self, person: User, names: Iterable[str]) -> list[str]:
        """The names of the tags that the person means by these."""
        names = list(names)
        meant = self.meant_by(person, names)
        return [meant.get(folded(name), name) for name in names]

    def tags(self, person: User, names: Iterable[str]) -> list[Tag]:
        """The tags that the person means, made where they are new."""
        return Tag.objects.named(self.names(person, names))

    def senses(self, slugs: Iterable[str]) -> dict[str, Sense]:
        """By slug. One's own alias counts before the site's."""
        slugs = set(slugs)
        found = [row[1:] for row in _about(self, slugs)]
        return _senses(slugs, found)

    def senses_of(self, people: Iterable[int], slugs: Iterable[str]) -> dict[int, dict[str, Sense]]:
        """By person, what each of them means; one look-up for all."""
        slugs, people = set(slugs), set(people)
        rows = _about(self.filter(Q(person=None) | Q(person__in=people)), slugs)
        return {
            pk: _senses(slugs, [row[1:] for row in rows if row[0] in {None, pk}]) for pk in people
        }


def _about(aliases: TagAliasQuerySet, slugs: set[str]) -> list[tuple[int | None, str, str, str]]:
    """Whose, then slug, and the slug and name of its tag; the site's first."""
    if not slugs:
        return []
    theirs = Q(tag__slug__in=slugs) | Q(tag__in=aliases.filter(slug__in=slugs).values("tag"))
    rows = aliases.filter(Q(slug__in=slugs) | theirs).order_by(
        models.F("person").asc(nulls_first=True)
    )
    return list(rows.values_list("person_id", "slug", "tag__slug", "tag__name"))


def _senses(slugs: Iterable[str], found: Sequence[tuple[str, str, str]]) -> dict[str, Sense]:
    names = {slug: (target, name) for slug, target, name in found}
    return {slug: _sense(slug, found, names) for slug in slugs}


def _sense(
    slug: str, found: Iterable[tuple[str, str, str]], names: Mapping[str, tuple[str, str]]
) -> Sense:
    target, name = names.get(slug, (slug, ""))
    same = [target, slug, *(alias for alias, to, _name in found if to in {target, slug})]
    return Sense(tuple(dict.fromkeys(same)), name)


class TagAlias(models.Model):
    """A name that stands for a tag: for one person, or for all (`person` is empty).

    A tag that has aliases is none itself, and no alias is another's: triggers/tag_aliases.
    """

    person = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="tag_aliases"
    )
    name = models.CharField(_("name"), max_length=TAG_MAX)
    slug = ByteOrderedField(_("folded name"), max_length=FOLDED_MAX, editable=False)
    tag = models.ForeignKey(
        Tag, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("stands for")
    )

    objects = TagAliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("alias of a tag")
        verbose_name_plural = _("aliases of tags")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "slug"],
                condition=Q(person__isnull=False),
                name="an_alias_means_one_tag_to_a_person",
            ),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(person=None), name="an_alias_means_one_tag_to_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.tag}"
