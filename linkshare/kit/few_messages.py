"""Words for the next page ("Saved."), of which only the last few wait.

Whoever saves from other sites may see no page of ours for a hundred saves. All their words in the
cookie made each save slower than the last, until they overflowed into the session.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.messages.storage.fallback import FallbackStorage

MOST = 3


class FewMessages(FallbackStorage):
    def _store(self, messages: Sequence[Any], response: Any, *args: Any, **options: Any) -> Any:
        few = list(messages)[-MOST:]
        return super()._store(few, response, *args, **options)  # type: ignore[misc]
