-- A name that leads to one person cannot become another's. Two tables, so no unique key says it.
DROP TRIGGER IF EXISTS old_handle_insert;
CREATE TRIGGER old_handle_insert AFTER INSERT ON accounts_user
BEGIN
    SELECT RAISE(ABORT, 'This name leads to another person.')
    WHERE EXISTS (
        SELECT 1 FROM accounts_handlechange
        WHERE lower(old_handle) = lower(NEW.handle) AND person_id <> NEW.id
    );
END;

DROP TRIGGER IF EXISTS old_handle_update;
CREATE TRIGGER old_handle_update AFTER UPDATE OF handle ON accounts_user
BEGIN
    SELECT RAISE(ABORT, 'This name leads to another person.')
    WHERE EXISTS (
        SELECT 1 FROM accounts_handlechange
        WHERE lower(old_handle) = lower(NEW.handle) AND person_id <> NEW.id
    );
END;
