-- A name that leads to one person cannot become another's. Two tables, so no unique key says it.
-- AFTER the row is written: by then the unique key on the present names has made concurrent
-- transactions wait for one another, and what the other one committed is seen.
CREATE OR REPLACE FUNCTION old_handle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM accounts_handlechange
        WHERE lower(old_handle) = lower(NEW.handle) AND person_id <> NEW.id
    ) THEN
        RAISE EXCEPTION 'This name leads to another person.' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER old_handle AFTER INSERT OR UPDATE OF handle ON accounts_user
FOR EACH ROW EXECUTE FUNCTION old_handle();
