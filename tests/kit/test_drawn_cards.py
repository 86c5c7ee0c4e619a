"""Cards drawn for other sites."""

import pytest

from linkshare.kit import drawn_cards
from linkshare.kit.drawn_cards import draw


def drawn(title, **more):
    return draw(title, "Ann (@ann)", "1 bookmark", instead="links.example/@ann/shelf", **more)


@pytest.fixture
def only_our_font(monkeypatch):
    monkeypatch.setattr(drawn_cards, "_OTHERS", ())


def test_letters_of_western_europe_are_drawn_whatever_the_machine_has(only_our_font):
    assert drawn("Über Éclairs") != drawn("links.example/@ann/shelf")
    assert drawn("Über") != drawn("Uber")


@pytest.mark.parametrize("title", ["日本の庭", "Сад", "שלום", "🌳"])
def test_what_no_font_can_write_is_never_drawn_as_boxes(only_our_font, title):
    assert drawn(title) == drawn("links.example/@ann/shelf")


def test_signs_that_are_no_letters_are_left_out(only_our_font):
    assert drawn("🌳 Trees") == drawn("Trees")


@pytest.mark.parametrize("title", ["word " * 100, "x" * 400, "", "\u0000", "a\nb"])
def test_any_title_fits(title):
    assert drawn(title).startswith(b"\x89PNG")
