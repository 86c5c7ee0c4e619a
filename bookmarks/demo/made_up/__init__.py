"""Bookmarks by the million: realistic, and the same for the same number and seed."""
