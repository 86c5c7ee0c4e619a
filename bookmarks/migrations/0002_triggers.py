"""What a CHECK cannot say: collections form a tree of one owner, and the moderation log only grows.

Both databases; a cycle is refused however many moves happen at once, because a move holds the
lock of its owner's row (see `bookmarks/collecting.py`) and SQLite writes one at a time.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CYCLE = "A collection cannot lie inside itself."
OWNER = "A collection lies in a collection of the same person."
LOG = "The moderation log is append-only."

_ABOVE = """
    WITH RECURSIVE above(id, parent_id) AS (
        SELECT id, parent_id FROM bookmarks_collection WHERE id = NEW.parent_id
        UNION
        SELECT c.id, c.parent_id FROM bookmarks_collection c JOIN above ON c.id = above.parent_id
    )
    SELECT 1 FROM above WHERE id = NEW.id
"""
_FOREIGN_PARENT = """
    SELECT 1 FROM bookmarks_collection
    WHERE id = NEW.parent_id AND owner_id <> NEW.owner_id
"""

SQLITE = [
    f"""
    CREATE TRIGGER collection_tree_{verb} BEFORE {event} ON bookmarks_collection
    WHEN NEW.parent_id IS NOT NULL
    BEGIN
        SELECT RAISE(ABORT, '{CYCLE}') WHERE EXISTS ({_ABOVE});
        SELECT RAISE(ABORT, '{OWNER}') WHERE EXISTS ({_FOREIGN_PARENT});
    END
    """
    for verb, event in (("insert", "INSERT"), ("update", "UPDATE OF parent_id, owner_id"))
] + [
    f"""
    CREATE TRIGGER moderation_log_{verb.lower()} BEFORE {verb} ON bookmarks_moderationentry
    BEGIN
        SELECT RAISE(ABORT, '{LOG}');
    END
    """
    for verb in ("UPDATE", "DELETE")
]
SQLITE_UNDO = [
    f"DROP TRIGGER {name}"
    for name in (
        "collection_tree_insert",
        "collection_tree_update",
        "moderation_log_update",
        "moderation_log_delete",
    )
]
POSTGRES = [
    f"""
    CREATE FUNCTION collection_tree() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS ({_ABOVE}) THEN
            RAISE EXCEPTION '{CYCLE}' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS ({_FOREIGN_PARENT}) THEN
            RAISE EXCEPTION '{OWNER}' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER collection_tree BEFORE INSERT OR UPDATE OF parent_id, owner_id
    ON bookmarks_collection FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
    EXECUTE FUNCTION collection_tree()
    """,
    f"""
    CREATE FUNCTION moderation_log() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{LOG}' USING ERRCODE = 'check_violation';
    END $$
    """,
    """
    CREATE TRIGGER moderation_log BEFORE UPDATE OR DELETE ON bookmarks_moderationentry
    FOR EACH ROW EXECUTE FUNCTION moderation_log()
    """,
]
POSTGRES_UNDO = [
    "DROP TRIGGER collection_tree ON bookmarks_collection",
    "DROP FUNCTION collection_tree()",
    "DROP TRIGGER moderation_log ON bookmarks_moderationentry",
    "DROP FUNCTION moderation_log()",
]


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRES_UNDO if editor.connection.vendor == "postgresql" else SQLITE_UNDO:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("bookmarks", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
