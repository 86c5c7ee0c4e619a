"""A variable that cannot be read is an error that names it; nothing is guessed."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from linkshare.kit.environment import Environment


@pytest.fixture
def env(monkeypatch):
    """An environment of which one variable, X, has the text that it is called with."""

    def with_text(text):
        monkeypatch.setenv("X", text)
        return Environment()

    return with_text


@pytest.mark.parametrize(("text", "value"), [("1", True), ("Yes", True), ("off", False), ("0", 0)])
def test_yes_and_no_have_many_spellings(env, text, value):
    assert env(text).bool("X", default=False) == value


def test_an_empty_yes_or_no_means_no(env):
    assert env("").bool("X", default=False) is False


@pytest.mark.filterwarnings("ignore:Engine not recognized")
@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("bool", "ja"),
        ("int", "1.5"),
        ("int", "many"),
        ("float", "5s"),
        ("db_url", "/a/file"),
        ("db_url", "mysql://user@host/name"),
        ("cache_url", "nonsense://"),
        ("email_url", "mail.example"),
        ("storage", "http://objects.example/b"),
    ],
)
def test_what_cannot_be_read_is_named(env, read, text):
    with pytest.raises(ImproperlyConfigured, match=r"^X: "):
        getattr(env(text), read)("X")


def test_a_value_that_is_not_offered_is_named(env):
    assert env("a").one_of("X", ["a", "b"], default="b") == "a"
    with pytest.raises(ImproperlyConfigured, match=r"^X: give one of a, b"):
        env("c").one_of("X", ["a", "b"], default="b")


def test_numbers_are_read_as_they_are_written(env):
    assert env("1e3").float("X") == 1000
    assert env("-2").int("X") == -2


def test_what_is_missing_has_its_default_or_is_named(monkeypatch):
    monkeypatch.delenv("X", raising=False)
    assert Environment().int("X", default=7) == 7
    with pytest.raises(ImproperlyConfigured, match="X"):
        Environment().str("X")
