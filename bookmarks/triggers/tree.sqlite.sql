-- Collections form a tree of one owner. A cycle is refused however many moves happen at once: a
-- move holds the lock of its owner's row (bookmarks/collecting.py), and SQLite writes one at a time.
DROP TRIGGER IF EXISTS collection_tree_insert;
CREATE TRIGGER collection_tree_insert BEFORE INSERT ON bookmarks_collection
WHEN NEW.parent_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'A collection cannot lie inside itself.')
    WHERE EXISTS (
        WITH RECURSIVE above(id, parent_id) AS (
            SELECT id, parent_id FROM bookmarks_collection WHERE id = NEW.parent_id
            UNION
            SELECT c.id, c.parent_id FROM bookmarks_collection c JOIN above ON c.id = above.parent_id
        )
        SELECT 1 FROM above WHERE id = NEW.id
    );
    SELECT RAISE(ABORT, 'A collection lies in a collection of the same person.')
    WHERE EXISTS (
        SELECT 1 FROM bookmarks_collection
        WHERE id = NEW.parent_id AND owner_id <> NEW.owner_id
    );
END;

DROP TRIGGER IF EXISTS collection_tree_update;
CREATE TRIGGER collection_tree_update BEFORE UPDATE OF parent_id, owner_id ON bookmarks_collection
WHEN NEW.parent_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'A collection cannot lie inside itself.')
    WHERE EXISTS (
        WITH RECURSIVE above(id, parent_id) AS (
            SELECT id, parent_id FROM bookmarks_collection WHERE id = NEW.parent_id
            UNION
            SELECT c.id, c.parent_id FROM bookmarks_collection c JOIN above ON c.id = above.parent_id
        )
        SELECT 1 FROM above WHERE id = NEW.id
    );
    SELECT RAISE(ABORT, 'A collection lies in a collection of the same person.')
    WHERE EXISTS (
        SELECT 1 FROM bookmarks_collection
        WHERE id = NEW.parent_id AND owner_id <> NEW.owner_id
    );
END;
