"""Files that bookmarks come in and go out as: pure readers and writers."""
