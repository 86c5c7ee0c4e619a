"""What people say of a collection, and who belongs to it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks.collecting import Tree
from bookmarks.forms import refuse_control_characters, refuse_what_is_no_sign
from bookmarks.models import Collection, CollectionMember
from bookmarks.models.collection import SLUG_MAX
from bookmarks.query_messages import Mistake
from bookmarks.reserved import RESERVED_SLUGS
from bookmarks.search import tree as queries
from bookmarks.search.errors import QueryError
from bookmarks.search.naming import ME
from bookmarks.search.query import parse
from linkshare.kit.lines import LinesField
from linkshare.kit.pasting import without_maxlength

if TYPE_CHECKING:
    CollectionModelForm = forms.ModelForm[Collection]
else:
    CollectionModelForm = forms.ModelForm

Sort = Collection.Sort


class QueryField(forms.CharField):
    """A search; what is wrong with it is said, and shown in it."""

    widget = forms.TextInput(
        attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
    )

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        try:
            if text and parse(text) == queries.And():
                raise QueryError("no_words", 0, len(text))
        except QueryError as error:
            raise ValidationError(_told(Mistake.of(text, error)), code=error.code) from error
        return text


def _told(mistake: Mistake) -> SafeString:
    return format_html(
        '{} <span class="search-mistake" dir="auto">{}<mark>{}</mark>{}</span>',
        mistake.reason,
        mistake.before,
        mistake.wrong,
        mistake.after,
    )


class ParentField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The owner's collections, printed as a tree."""

    def show(self, tree: Tree, without: Collection | None) -> None:
        inside = {below.pk for below in tree.below(without)} if without else set()
        inside |= {without.pk} if without else set()
        self.choices = [
            ("", _("— at the top —")),
            *(
                (branch.collection.pk, "\u2003" * branch.depth + branch.collection.title)
                for branch in tree.branches()
                if not (branch.collection.pk in inside or branch.collection.is_smart)
            ),
        ]


class CollectionForm(CollectionModelForm):
    class Meta:
        model = Collection
        fields = (
            "title",
            "query",
            "slug",
            "description",
            "icon",
            "audience",
            "parent",
            "is_on_profile",
            "default_view",
            "default_sort",
        )
        field_classes = {"parent": ParentField, "query": QueryField, "description": LinesField}
        widgets = {
            "audience": forms.RadioSelect,
            "description": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "slug": _("The last part of its address. Leave it empty to make it from the title."),
            "query": _(
                "As: #recipes -is:toread. It then holds what is found among your bookmarks, today "
                "and later; nothing is put in by hand."
            ),
            "icon": _("One emoji."),
            "description": _("Markdown."),
            "is_on_profile": _("Public collections only."),
        }
        labels = {"parent": _("Inside")}

    def __init__(
        self, *args: Any, owner: User, tree: Tree, is_smart: bool = False, **kwargs: Any
    ) -> None:
        """`is_smart`: what is new is to be filled by a search."""
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.is_smart = is_smart or self.instance.is_smart
        self.instance.owner = owner
        self.fields["slug"].required = False
        self.fields["slug"].max_length = SLUG_MAX  # type: ignore[attr-defined]
        self._fit_query()
        self.fields["icon"].validators.append(refuse_what_is_no_sign)
        for name in ("title", "description", "icon"):
            self.fields[name].validators.append(refuse_control_characters)
        parent = self.fields["parent"]
        assert isinstance(parent, ParentField)
        parent.queryset = Collection.objects.editable_by(owner).managed_by(owner)
        parent.show(tree, self.instance if self.instance.pk else None)
        for view, label in Collection.View.choices:
            self.fields[f"hide_{view}"] = forms.MultipleChoiceField(
                label=_("Not shown in the view “%(view)s”") % {"view": label},
                choices=list(Collection.HIDEABLE.items()),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=sorted(self.instance.hidden_in(view)),
            )
        without_maxlength(self)

    def _fit_query(self) -> None:
        """A collection stays what it was made as."""
        self.fields["query"].validators.append(refuse_control_characters)
        is_new = self.instance.pk is None
        if not (is_new or self.instance.is_smart):
            del self.fields["query"]
        elif self.is_smart:
            self._ask_for_query()

    def _ask_for_query(self) -> None:
        self.fields["query"].required = True
        sorts = [choice for choice in Sort.choices if choice[0] != Sort.CUSTOM]
        self.fields["default_sort"].choices = sorts  # type: ignore[attr-defined]

    def clean_query(self) -> str:
        query: str = self.cleaned_data["query"]
        for leaf in queries.leaves(parse(query)):
            me = {ME, self.owner.handle.lower()}
            if isinstance(leaf, queries.By) and leaf.handle.lower() not in me:
                raise ValidationError(
                    _("Only your own bookmarks are looked through; “%(by)s” finds none of them."),
                    params={"by": str(leaf)},
                    code="of_others",
                )
        return query

    def clean_audience(self) -> str:
        audience: str = self.cleaned_data["audience"]
        if self.instance.unpublished_from and audience != Collection.Audience.PRIVATE:
            raise ValidationError(_("Moderators unpublished it: it stays its members' alone."))
        return audience

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED_SLUGS:
            raise ValidationError(_("This address is reserved. Please choose another."))
        taken = Collection.objects.filter(owner=self.owner, slug=slug).exclude(pk=self.instance.pk)
        if slug and taken.exists():
            raise ValidationError(_("You have a collection at this address already."))
        return slug

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("query") and data.get("default_sort") == Sort.CUSTOM:
            self.add_error("default_sort", _("What a search finds has no order of its own."))
        self.instance.hidden_fields = {
            view: data[f"hide_{view}"]
            for view in Collection.View.values
            if data.get(f"hide_{view}")
        }
        return data


def _roles(collection: Collection) -> list[tuple[str, Any]]:
    """Nobody adds to what a search fills."""
    viewer = CollectionMember.Role.VIEWER
    every = list(CollectionMember.Role.choices)
    return [(viewer, viewer.label)] if collection.is_smart else every


class MemberForm(forms.Form):
    """Ask one person to share a collection."""

    handle = forms.CharField(label=_("Name of the person"), max_length=31)
    role = forms.ChoiceField(label=_("Role"), choices=CollectionMember.Role.choices)

    def __init__(self, *args: Any, collection: Collection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = collection.owner
        self.fields["role"].choices = _roles(collection)  # type: ignore[attr-defined]

    def clean_handle(self) -> User:
        handle = self.cleaned_data["handle"].strip().lstrip("@")
        person = User.objects.filter(handle__iexact=handle, is_active=True).first()
        if person is None:
            raise ValidationError(_("There is nobody with this name."))
        if person == self.owner:
            raise ValidationError(_("The collection is this person's own."))
        return person


class AddressForm(forms.Form):
    """Ask whoever reads a mail."""

    email = forms.EmailField(label=_("Mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=CollectionMember.Role.choices)

    prefix = "mail"

    def __init__(self, *args: Any, collection: Collection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _roles(collection)  # type: ignore[attr-defined]


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """People by the name that they show, and by the one that is theirs alone."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} (@{obj.handle})" if obj.name else f"@{obj.handle}"


class HandOverForm(forms.Form):
    """To whom: one of those who add."""

    to = PersonField(
        label=_("New owner"), queryset=User.objects.none(), to_field_name="handle", empty_label=None
    )

    def __init__(self, *args: Any, collection: Collection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editors = collection.members.filter(role=CollectionMember.Role.EDITOR)
        people = User.objects.filter(pk__in=editors.values("person_id"), may_publish=True)
        self.fields["to"].queryset = people.order_by("handle")  # type: ignore[attr-defined]
