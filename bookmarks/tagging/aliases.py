"""Aliases of tags: "js" stands for "javascript"."""

from django.db import connection, transaction

from accounts.models import User
from bookmarks.models import Tag, TagAlias
from bookmarks.tag_names import folded, spelled

ALIASES_MAX = 1_000


class NoAlias(ValueError):
    """`code`: same (a tag stands for itself), circle (the other stands for it), many."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.name = name


@transaction.atomic
def add_alias(person: User | None, name: str, meant: str) -> TagAlias:
    """From now on the name stands for the tag that is meant; for all, where `person` is None.

    No chain: what stood for the name stands for the tag as well, and what is meant by an alias
    is its tag. Raise NoAlias. What it stood for before, it stands for no longer.
    """
    _wait_for_others(person)
    (tag,) = Tag.objects.named([check_alias(person, name, meant)])
    slug = folded(name)
    TagAlias.objects.of(person).filter(tag__slug=slug).update(tag=tag)
    alias, _new = TagAlias.objects.update_or_create(
        person=person, slug=slug, defaults={"name": spelled(name), "tag": tag}
    )
    return alias


def check_alias(person: User | None, name: str, meant: str) -> str:
    """The name of the tag that the alias would stand for. Raise NoAlias."""
    aliases, slug = TagAlias.objects.of(person), folded(name)
    known = aliases.filter(slug=folded(meant)).values_list("tag__name", flat=True)
    goal = known.first() or meant
    if folded(goal) == slug:
        stands_for_it = aliases.filter(tag__slug=slug).first()
        raise NoAlias("circle", stands_for_it.name) if stands_for_it else NoAlias("same")
    if aliases.exclude(slug=slug)[:ALIASES_MAX].count() >= ALIASES_MAX:
        raise NoAlias("many")
    return goal


def _wait_for_others(person: User | None) -> None:
    """Whoever adds two at once would not see the one for the other."""
    if person is not None:
        list(User.objects.select_for_update(no_key=True).filter(pk=person.pk).values_list("pk"))
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('bookmarks_tagalias'), 0)")
