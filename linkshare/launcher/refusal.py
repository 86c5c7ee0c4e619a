"""The one error that a person is meant to read."""


class Refused(Exception):
    """Why the site does not start, as a sentence that says what to do."""
