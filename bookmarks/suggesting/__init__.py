"""Tags that a person may want, before they have typed them: for a page, and for a few letters.

Nothing is said of what the person does not see: others' tags come from bookmarks that are visible
to them, and from tags that somebody lists for them.
"""

from bookmarks.suggesting.completing import complete
from bookmarks.suggesting.proposing import propose

__all__ = ["complete", "propose"]
