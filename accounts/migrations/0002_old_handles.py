"""A name that leads to one person cannot become another's.

Two tables, so no unique key says it. The trigger runs AFTER the row is written: by then the
unique key on the present names has made concurrent transactions wait for one another, and what
the other one committed is seen.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TAKEN = "This name leads to another person."
_LEADS_ELSEWHERE = """
    SELECT 1 FROM accounts_handlechange
    WHERE lower(old_handle) = lower(NEW.handle) AND person_id <> NEW.id
"""

SQLITE = [
    f"""
    CREATE TRIGGER old_handle_{verb} AFTER {event} ON accounts_user
    BEGIN
        SELECT RAISE(ABORT, '{TAKEN}') WHERE EXISTS ({_LEADS_ELSEWHERE});
    END
    """
    for verb, event in (("insert", "INSERT"), ("update", "UPDATE OF handle"))
]
SQLITE_UNDO = ["DROP TRIGGER old_handle_insert", "DROP TRIGGER old_handle_update"]
POSTGRES = [
    f"""
    CREATE FUNCTION old_handle() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS ({_LEADS_ELSEWHERE}) THEN
            RAISE EXCEPTION '{TAKEN}' USING ERRCODE = 'unique_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER old_handle AFTER INSERT OR UPDATE OF handle ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION old_handle()
    """,
]
POSTGRES_UNDO = ["DROP TRIGGER old_handle ON accounts_user", "DROP FUNCTION old_handle()"]


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRES_UNDO if editor.connection.vendor == "postgresql" else SQLITE_UNDO:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
