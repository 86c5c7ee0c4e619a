-- Collections form a tree of one owner. A cycle is refused however many moves happen at once: a
-- move holds the lock of its owner's row (bookmarks/collecting.py).
CREATE OR REPLACE FUNCTION collection_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        WITH RECURSIVE above(id, parent_id) AS (
            SELECT id, parent_id FROM bookmarks_collection WHERE id = NEW.parent_id
            UNION
            SELECT c.id, c.parent_id FROM bookmarks_collection c JOIN above ON c.id = above.parent_id
        )
        SELECT 1 FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'A collection cannot lie inside itself.'
        USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM bookmarks_collection
        WHERE id = NEW.parent_id AND owner_id <> NEW.owner_id
    ) THEN
        RAISE EXCEPTION 'A collection lies in a collection of the same person.'
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER collection_tree BEFORE INSERT OR UPDATE OF parent_id, owner_id
ON bookmarks_collection FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
EXECUTE FUNCTION collection_tree();
