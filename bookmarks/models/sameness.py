"""When two addresses lead to one page, as far as a database can tell."""

from typing import Any

from django.db.models import Aggregate, Case, CharField, F, Func, Q, TextField, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf, Replace, StrIndex, Substr

_LEADS_DEEPER = r"^https?://[^/]+/."
"""Whose page "moved" to the front page of its site is gone."""


def page_of(link: str = "link__") -> Func:
    """Where a bookmark's page is, less what makes no other page of it.

    That is where it moved to, else what it calls its own address, else the one that was saved;
    without scheme, "www.", fragment (unless it leads on, as #/ and #! do) and slashes at the end.
    Parameters that only track were left out when it was saved.
    """
    moved = Case(
        When(
            Q(**{f"{link}moved_to__gt": ""}) & Q(**{f"{link}moved_to__regex": _LEADS_DEEPER}),
            then=F(f"{link}moved_to"),
        ),
        default=Value(""),
        output_field=CharField(),
    )
    said = Coalesce(
        NullIf(moved, Value("")), NullIf(F(f"{link}canonical_url"), Value("")), F(f"{link}url")
    )
    bare = Replace(Replace(said, Value("#!"), Value("\x01!")), Value("#/"), Value("\x01/"))
    marked = Concat(bare, Value("#"), output_field=CharField())
    whole = Substr(marked, 1, StrIndex(marked, Value("#")) - 1)
    rest = Substr(whole, StrIndex(whole, Value("://")) + 3)
    return _without_end(Replace(Concat(Value("/"), rest), Value("/www."), Value("/")))


def look_of(link: str = "link__") -> Case:
    """What two pages of one site share that say the same; "" where a page says too little."""
    said = Concat(F(f"{link}host"), Value(" "), F(f"{link}title"), Value(" "), F(f"{link}excerpt"))
    says_enough = Q(**{f"{link}title__gt": "", f"{link}excerpt__gt": ""})
    return Case(When(says_enough, then=said), default=Value(""), output_field=TextField())


def _without_end(text: Func) -> Func:
    return Func(text, Value("/"), function="RTRIM", output_field=CharField())


class Ids(Aggregate):
    """The ids of a group, as a text with commas."""

    output_field = TextField()
    name = "Ids"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "group_concat(%(expressions)s)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "string_agg((%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template, **extra)
