"""django-environ, except that a value it cannot read is an error that names the variable."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from linkshare.kit.object_storage import storage_from

_YES = frozenset(environ.Env.BOOLEAN_TRUE_STRINGS)
_NO = frozenset({"false", "off", "n", "no", "0", ""})


def _number(text: object) -> float:
    """django-environ drops what is no digit before it reads: 1e3 would be 13."""
    try:
        return float(str(text))
    except ValueError:
        raise ValueError("give a number") from None


def _whole_number(text: object) -> int:
    try:
        return int(str(text))
    except ValueError:
        raise ValueError("give a whole number") from None


_NUMBERS: dict[Any, Any] = {float: _number, int: _whole_number}


class Environment(environ.Env):  # type: ignore[misc]  # has no types
    def get_value(self, var: str, cast: Any = None, **options: Any) -> Any:
        with _named(var):
            if cast is bool:
                self._refuse_neither_yes_nor_no(var)
            return super().get_value(var, cast=_NUMBERS.get(cast, cast), **options)

    def one_of(self, var: str, values: Sequence[str], default: str) -> str:
        with _named(var):
            chosen = str(self.get_value(var, default=default))
            if chosen not in values:
                raise ValueError(f"give one of {', '.join(values)}")
            return chosen

    def db_url(self, var: str, **options: Any) -> dict[str, Any]:
        with _named(var):
            found: dict[str, Any] = super().db_url(var, **options)
            if found.get("ENGINE", "").rpartition(".")[2] not in {"sqlite3", "postgresql"}:
                raise ValueError("give sqlite:///file or postgres://user:password@host/name")
            return found

    def cache_url(self, var: str, **options: Any) -> dict[str, Any]:
        with _named(var):
            found: dict[str, Any] = super().cache_url(var, **options)
            if found["BACKEND"].endswith(".RedisCache"):
                found["BACKEND"] = "linkshare.kit.optional_cache.OptionalRedisCache"
            return found

    def email_url(self, var: str, **options: Any) -> dict[str, Any]:
        with _named(var):
            return dict(super().email_url(var, **options))

    def storage(self, var: str) -> dict[str, Any]:
        with _named(var):
            return storage_from(self.get_value(var, default=""))

    def _refuse_neither_yes_nor_no(self, var: str) -> None:
        """Else "BEHIND_PROXY=ja" would silently mean no."""
        text = str(self.ENVIRON.get(var, "")).strip().lower()
        if text not in _YES | _NO:
            raise ValueError("give 1 or 0")


@contextmanager
def _named(var: str) -> Iterator[None]:
    """Whatever is wrong with the value, as one error with the variable's name."""
    try:
        yield
    except (ImproperlyConfigured, ValueError, KeyError) as error:
        text = str(error)
        said = text if text.startswith(f"{var}: ") else f"{var}: {text.strip()}"
        raise ImproperlyConfigured(said) from error
