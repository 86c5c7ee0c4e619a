"""What people type, and what is wrong with it in words."""

import re
import unicodedata
from datetime import datetime
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.models.user import Audience
from bookmarks.address_messages import explain
from bookmarks.addresses import AddressError, canonical
from bookmarks.collecting import collection_named, places_of
from bookmarks.models import Bookmark, Collection, TagsTaken
from bookmarks.models.bookmark import NOTE_MAX, TITLE_MAX
from bookmarks.models.collection import TITLE_MAX as TITLE_OF_COLLECTION_MAX
from bookmarks.models.domain_rule import DomainRule
from bookmarks.saving import Draft
from bookmarks.tag_fields import TagsField
from bookmarks.tag_names import folded
from linkshare.kit.lines import LinesField
from linkshare.kit.pasting import without_maxlength
from linkshare.kit.typed import number

_LINE_BREAKS = {"\n", "\r", "\t"}
# Letters and digits that the next character makes an emoji of, as in ℹ️ and 7️⃣.
_SIGN_OF_A_LETTER = re.compile("\\w\ufe0f")


def refuse_control_characters(text: str) -> None:
    if any(unicodedata.category(c) == "Cc" for c in text if c not in _LINE_BREAKS):
        raise ValidationError(
            _("This holds control characters, which cannot be shown. Please remove them."),
            code="control_characters",
        )


def refuse_what_is_no_sign(text: str) -> None:
    """A sign may be of many characters (a flag, a family), but is no word."""
    words = _SIGN_OF_A_LETTER.sub("", text)
    if any(c.isalnum() or c.isspace() for c in words):
        raise ValidationError(_("Please give one emoji, or nothing."), code="no_sign")


def taken_in_words(taken: TagsTaken) -> str:
    text = ngettext(
        "Moderators took the tag “%(names)s” from this link. You can add it again only if they take"
        " that back.",
        "Moderators took the tags “%(names)s” from this link. You can add them again only if they"
        " take that back.",
        len(taken.names),
    )
    return text % {"names": "”, “".join(taken.names)}


class AddressField(forms.CharField):
    """A web address; cleans to its canonical spelling."""

    widget = forms.TextInput(
        attrs={"inputmode": "url", "autocomplete": "off", "autocapitalize": "none"}
    )

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return canonical(text)
        except AddressError as error:
            raise ValidationError(explain(error), code=error.code) from error


class CollectionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        for typed in value or ():
            if number(str(typed)) is None:  # SQLite breaks on one beyond its range
                message = self.error_messages["invalid_choice"]
                raise ValidationError(message, code="invalid_choice", params={"value": typed})
        return super().clean(value)

    def offer(self, person: User) -> None:
        self.queryset = Collection.objects.editable_by(person)
        self.choices = cache(lambda: places_of(person))


class BookmarkForm(forms.Form):
    url = AddressField(
        label=_("Address"), widget=forms.TextInput(attrs={"inputmode": "url", "autofocus": True})
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_MAX,
        required=False,
        validators=[refuse_control_characters],
        help_text=_("Leave it empty to show the page's own."),
    )
    note = LinesField(
        label=_("Note"),
        max_length=NOTE_MAX,
        required=False,
        validators=[refuse_control_characters],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Markdown. As long as you like."),
    )
    tags = TagsField(
        label=_("Tags"),
        required=False,
        validators=[refuse_control_characters],
        help_text=_("Separated by commas, as: python, web design"),
    )
    collections = CollectionsField(
        label=_("Collections"), queryset=Collection.objects.none(), required=False
    )
    new_collection = forms.CharField(
        label=_("Into a new collection"),
        max_length=TITLE_OF_COLLECTION_MAX,
        required=False,
        validators=[refuse_control_characters],
        help_text=_("Only you see it at first."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "data-find": _("Find or make a collection"),
                "data-make": _("Make “{x}”"),
                "data-found": _("{n} found"),
            }
        ),
    )
    audience = forms.ChoiceField(
        label=_("Who sees it"), choices=Audience.choices, widget=forms.RadioSelect
    )
    # The key of the bookmark that it is saved from.
    via = forms.CharField(required=False, widget=forms.HiddenInput)
    # When it was changed last, as far as the person knows.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    is_favorite = forms.BooleanField(label=_("Favourite"), required=False)
    is_to_read = forms.BooleanField(label=_("To read"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not self.is_bound or "collections" in self.data:
            self._offer_collections()
        self.fields["audience"].initial = user.default_audience
        without_maxlength(self)

    def add_error(self, field: str | None, error: Any) -> None:
        """The form is shown again, so what can be chosen is as well."""
        super().add_error(field, error)
        self._offer_collections()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("url") and data.get("audience", Audience.PRIVATE) != Audience.PRIVATE:
            self._refuse_blocked(data["url"], data["audience"])
        return data

    def _refuse_blocked(self, url: str, audience: str) -> None:
        """What the person has already, and sees alone, may stay as it is."""
        rules = DomainRule.objects.live().blocking().over([url]).get(url)
        own = Bookmark.objects.editable_by(self.user).filter(link__url=url, audience=audience)
        if rules and not own.exists():
            why = rules[0].public_comment
            said = _("This site is blocked here. You may save it for yourself: choose “Only me”.")
            self.add_error("audience", f"{said} {why}" if why else str(said))

    def _offer_collections(self) -> None:
        """Putting the question together takes an eighth of a save that chooses none."""
        field = self.fields["collections"]
        assert isinstance(field, CollectionsField)
        field.offer(self.user)

    def draft(self, at: datetime) -> Draft:
        """A new collection that they ask for is made."""
        data = {**self.cleaned_data}
        del data["seen"]
        title, chosen = data.pop("new_collection"), list(data["collections"])
        if title:
            chosen.append(collection_named(self.user, title, at))
        said = {"collections": tuple(chosen), "via": self._saved_from()}
        return Draft(**{**data, **said})

    def is_outdated(self, bookmark: Bookmark) -> bool:
        """Whether it was changed since the person was shown it, and not to what they send now: a
        button pressed twice is no conflict. Ask once it is valid.
        """
        typed, kept = self.cleaned_data, initial_of(bookmark)
        if typed["seen"] in ("", kept["seen"]):
            return False
        names = ("title", "note", "audience", "is_favorite", "is_to_read")
        is_same = all(typed[name] == kept[name] for name in names)
        return not is_same or set(map(folded, typed["tags"])) != set(map(folded, kept["tags"]))

    def _saved_from(self) -> Bookmark | None:
        """Somebody else's bookmark of the same page that the person sees."""
        key, url = self.cleaned_data["via"], self.cleaned_data["url"]
        if not key:
            return None
        others = Bookmark.objects.visible_to(self.user).kept().exclude(owner=self.user)
        return others.filter(key=key, link__url=url).first()


class WordsForm(forms.Form):
    """What a bookmark says, without where it lies and who sees it.

    `seen`: when it was changed last, as far as the person knows.
    """

    title = BookmarkForm.base_fields["title"]
    tags = BookmarkForm.base_fields["tags"]
    note = BookmarkForm.base_fields["note"]
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_seen(self) -> datetime:
        moment = parse_datetime(self.cleaned_data["seen"])
        if moment is None or moment.tzinfo is None:
            raise ValidationError(_("Please reload the page."), code="no_moment")
        return moment


class AddTagsForm(forms.Form):
    tags = TagsField(validators=[refuse_control_characters])


def initial_of(bookmark: Bookmark) -> dict[str, Any]:
    """What the form shows of a bookmark that exists."""
    return {
        "url": bookmark.link.url,
        "title": bookmark.title,
        "note": bookmark.note,
        "tags": bookmark.tag_names,
        "collections": list(bookmark.items.values_list("collection_id", flat=True)),
        "audience": bookmark.audience,
        "is_favorite": bookmark.is_favorite,
        "is_to_read": bookmark.is_to_read,
        "seen": bookmark.changed_at.isoformat(),
    }


def merged_with(bookmark: Bookmark, typed: dict[str, Any]) -> dict[str, Any]:
    """What the person has of a link, together with what they typed now; nothing is lost."""
    kept = initial_of(bookmark)
    note = typed.get("note") or ""
    is_said = note.strip() in kept["note"]
    tags = {folded(name): name for name in (*kept["tags"], *(typed.get("tags") or ()))}
    added = [collection.pk for collection in typed.get("collections") or ()]
    return kept | {
        "title": typed.get("title") or kept["title"],
        "note": kept["note"] if is_said else "\n\n".join(filter(None, (kept["note"], note))),
        "tags": list(tags.values()),
        "collections": list(dict.fromkeys([*kept["collections"], *added])),
        "is_favorite": kept["is_favorite"] or typed.get("is_favorite", False),
        "is_to_read": kept["is_to_read"] or typed.get("is_to_read", False),
    }
