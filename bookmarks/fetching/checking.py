"""Looking after a page that nobody asked for just now: politely, and with as little as will do."""

import logging
from datetime import datetime

from bookmarks.fetching import outcome
from bookmarks.fetching.client import FetchError, ask_whether_it_is_there
from bookmarks.fetching.outcome import Outcome
from bookmarks.fetching.robots import may_look_at
from bookmarks.fetching.visiting import visit
from bookmarks.models import Link

logger = logging.getLogger(__name__)


def check(link: Link, now: datetime) -> Outcome:
    """HEAD first; GET where that does not say that all is well, which many servers get wrong."""
    try:
        if not may_look_at(link.url):
            return outcome.of_a_closed_door()
        answer = ask_whether_it_is_there(link.url)
    except FetchError:
        return visit(link, now)
    except Exception:
        logger.exception("Could not look after %s", link.url)
        return outcome.of_our_mistake()
    return outcome.of_no_change(link, answer) if answer.status == 200 else visit(link, now)
