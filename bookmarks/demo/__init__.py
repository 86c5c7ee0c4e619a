"""Content to look at: the demo account as a newcomer finds it, and made-up bookmarks by the
million."""
