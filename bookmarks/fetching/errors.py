"""Why nothing came of a fetch, in words that the person who saved the link can read."""

from typing import Literal

from django.utils.translation import gettext as _

State = Literal["blocked", "challenge", "gone", "error"]
Cause = Literal[
    "look-up", "no-name", "no-answer", "connection", "insecure", "refused", "nonsense", "reading",
    "status", "challenge", "ours",
]  # fmt: skip


class FetchError(Exception):
    """`retry`: whether a later try may end better; `retry_after`: not before so many seconds."""

    retries = False
    usual_cause: Cause = "nonsense"

    def __init__(
        self,
        reason: str,
        *,
        state: State = "error",
        retry: bool | None = None,
        retry_after: float | None = None,
        cause: Cause | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.state: State = state
        self.retry = self.retries if retry is None else retry
        self.retry_after = retry_after
        self.cause: Cause = cause or self.usual_cause


class Refused(FetchError):
    """We do not go there. Its words name nothing but what the person typed."""

    usual_cause = "refused"


class TimedOut(FetchError):
    retries = True
    usual_cause = "no-answer"

    def __init__(self, reason: str = "", *, cause: Cause | None = None) -> None:
        super().__init__(reason or _("The site did not answer in time."), cause=cause)


class Unreachable(FetchError):
    """No name, no connection, or no secure one."""

    retries = True
    usual_cause = "connection"


class BadAnswer(FetchError):
    """Something answered, but not with a page that can be read."""


class Unreadable(FetchError):
    """A page that was answered could not be read: too hard, or our reader failed at it."""

    usual_cause = "reading"
