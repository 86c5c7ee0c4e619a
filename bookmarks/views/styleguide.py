"""Every component in every state, made of the partials that pages use. For who works on them."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bookmarks.models import Collection
from bookmarks.views import styleguide_samples as samples

COLOURS = (
    *("paper", "sheet", "sunken", "ink", "ink-soft", "ink-faint", "rule", "edge", "rubric"),
    *("link", "visited", "fill", "on-fill", "good", "bad", "good-wash", "bad-wash", "mark"),
)
SIZES = ("small", "plain", "text", "title", "head", "page", "poster")
SPACES = ("s1", "s2", "s3", "s4", "s5", "s6", "s7")


class SampleForm(forms.Form):
    address = forms.URLField(assume_scheme="https", help_text="As your browser shows it.")
    title = forms.CharField(required=False, max_length=60, initial="Almost too long " * 3)
    note = forms.CharField(required=False, widget=forms.Textarea, help_text="Markdown.")
    kind = forms.ChoiceField(choices=[("a", "Article"), ("v", "Video")])
    audience = forms.ChoiceField(
        choices=[("public", "Everyone"), ("private", "Only me")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Remember me")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {
        "colours": COLOURS,
        "sizes": SIZES,
        "spaces": SPACES,
        "form": SampleForm(prefix="new"),
        "refused": SampleForm({"bad-address": "no address", "bad-kind": "x"}, prefix="bad"),
        "views": [(view, samples.entries(view)) for view in Collection.View.values],
        "collections": [samples.collection(pictures) for pictures in (3, 2, 1, 0)],
        "samples": samples,
        "page": samples.PAGE,
        "search": samples.SEARCH,
    }
    return render(request, "styleguide/index.html", context)
