"""What people say of many bookmarks at once."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import Audience
from bookmarks.bulk.choosing import Wish
from bookmarks.collecting import places_of
from bookmarks.forms import refuse_control_characters
from bookmarks.models import BulkChange, Collection
from bookmarks.tag_fields import TagsField, TagsInput
from linkshare.kit.typed import number

Action = BulkChange.Action
EVERYWHERE: tuple[str, ...] = (
    *(Action.TAG, Action.UNTAG, Action.ADD, Action.MOVE, Action.AUDIENCE),
    *(Action.TO_READ, Action.READ, Action.FAVORITE, Action.UNFAVORITE, Action.TRASH),
)
IN_A_COLLECTION = (*EVERYWHERE[:4], Action.REMOVE, *EVERYWHERE[4:])
# Nothing lies there that could be moved away.
IN_A_SMART_ONE = tuple(action for action in EVERYWHERE if action != Action.MOVE)
IN_THE_TRASH = (Action.RESTORE, Action.DELETE)
NEEDED = {
    Action.TAG: ("tags", _("Type at least one tag.")),
    Action.UNTAG: ("tags", _("Type at least one tag.")),
    Action.ADD: ("collection", _("Choose a collection.")),
    Action.MOVE: ("collection", _("Choose a collection.")),
    Action.AUDIENCE: ("audience", _("Choose who sees them.")),
}


class GoalField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A collection to which the person may add."""

    def offer(self, person: User) -> None:
        self.queryset = Collection.objects.editable_by(person)
        self.widget.attrs["data-find"] = _("Find a collection")
        self.choices = cache(lambda: [("", self.empty_label or ""), *places_of(person)])

    def to_python(self, value: Any) -> Any:
        if value and number(str(value)) is None:  # SQLite breaks on one beyond its range
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class BulkForm(forms.Form):
    """Which bookmarks, and what to do with them. The keys come as boxes, or joined as one text."""

    action = forms.ChoiceField(label=_("Action"))
    tags = TagsField(
        label=_("Tags"),
        required=False,
        validators=[refuse_control_characters],
        widget=TagsInput({"placeholder": _("python, web design")}),
    )
    collection = GoalField(
        label=_("Collection"),
        queryset=Collection.objects.none(),
        required=False,
        empty_label=_("— choose one —"),
    )
    audience = forms.ChoiceField(
        label=_("Who sees them"), choices=[("", _("— choose —")), *Audience.choices], required=False
    )

    def __init__(
        self, *args: Any, person: User, actions: Sequence[str] = EVERYWHERE, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Action.choices)
        action, goal = self.fields["action"], self.fields["collection"]
        assert isinstance(action, forms.ChoiceField)
        assert isinstance(goal, GoalField)
        action.choices = [(value, labels[value]) for value in actions]
        goal.offer(person)

    @property
    def keys(self) -> list[str]:
        """Of the bookmarks that were chosen one by one."""
        joined = " ".join(self.data.getlist("b")) if hasattr(self.data, "getlist") else ""
        return joined.split()

    @property
    def is_of_all(self) -> bool:
        return self.data.get("all") == "yes"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        field, error = (
            NEEDED.get(Action(data["action"]), ("", "")) if "action" in data else ("", "")
        )
        if field and field not in self.errors and not data.get(field):
            self.add_error(field, error)
        if not self.keys and not self.is_of_all:
            raise ValidationError(_now("Choose some bookmarks first."))
        return data

    def wish(self, sources: Sequence[int] | None = None) -> Wish:
        """What the action does not need is not looked at."""
        data, action = self.cleaned_data, self.cleaned_data["action"]
        needed = NEEDED.get(action, ("", ""))[0]
        goal = data["collection"] if needed == "collection" else None
        tags = data["tags"] if needed == "tags" else ()
        audience = data["audience"] if needed == "audience" else ""
        about = ", ".join(tags) or (goal.title if goal else "")
        return Wish(action, tags, audience, goal, sources, about)


class CopyForm(forms.Form):
    """Where the bookmarks of somebody's collection go, and who sees the copies."""

    collection = GoalField(
        label=_("Into"),
        queryset=Collection.objects.none(),
        required=False,
        empty_label=_("a new collection that only you see at first"),
    )
    audience = forms.ChoiceField(
        label=_("Who sees them"), choices=Audience.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goal = self.fields["collection"]
        assert isinstance(goal, GoalField)
        goal.offer(person)
        self.fields["audience"].initial = person.default_audience

    def wish(self, source: Collection) -> Wish:
        goal, audience = self.cleaned_data["collection"], self.cleaned_data["audience"]
        about = goal.title if goal else source.title
        return Wish(Action.COPY, audience=audience, collection=goal, about=about)
