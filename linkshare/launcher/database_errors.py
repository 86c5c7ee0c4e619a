"""Why a database cannot be used, in the database's words, and what to do about it."""

from django.db import DatabaseError, connection

# Parts of what SQLite says.
_OF_SQLITE = {
    "full": "Free some space on that disk, and start again.",
    "unable to open": "It must be a file that you may write to, in a folder that you may write to.",
    "readonly": "You must be allowed to write to that file, and to its folder.",
    "not a database": "Bring the file back from a backup, or move it away to begin anew.",
    "malformed": "Bring the file back from a backup, or move it away to begin anew.",
    "locked": "Another program writes to it: stop that one, and start again.",
    "disk i/o": "Look at the disk: it is full, broken or gone.",
}


def why_no_database(error: DatabaseError) -> str:
    said = str(error).strip()
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        ways = (way for part, way in _OF_SQLITE.items() if part in said.lower())
        return f"The database {name} cannot be used: {said}.\n{next(ways, '')}".strip()
    if connection.connection is None:
        return f"The database does not answer: {said}\nLook at DATABASE_URL."
    return (
        f"The database refuses: {said}\nLook at its disk, and at what DATABASE_URL's user may do."
    )
