-- The numbers of bookmarks/models/tally.py. No upsert: inside a trigger it would follow the
-- OR IGNORE of the statement that fired it.
DROP TRIGGER IF EXISTS count_item_insert;
CREATE TRIGGER count_item_insert AFTER INSERT ON bookmarks_collectionitem
BEGIN
    INSERT INTO bookmarks_collectiontally (collection_id, owner_id, kept, shared)
    SELECT NEW.collection_id, b.owner_id, 0, 0 FROM bookmarks_bookmark b
    WHERE b.id = NEW.bookmark_id AND NOT EXISTS (
        SELECT 1 FROM bookmarks_collectiontally t
        WHERE t.collection_id = NEW.collection_id AND t.owner_id = b.owner_id
    );
    UPDATE bookmarks_collectiontally
    SET kept = kept + (b.trashed_at IS NULL), shared = shared + (b.reach > 0)
    FROM bookmarks_bookmark b
    WHERE b.id = NEW.bookmark_id AND bookmarks_collectiontally.owner_id = b.owner_id
    AND bookmarks_collectiontally.collection_id = NEW.collection_id;
    INSERT INTO bookmarks_doubled (bookmark_id)
    SELECT NEW.bookmark_id
    WHERE (SELECT count(*) FROM (
        SELECT 1 FROM bookmarks_collectionitem WHERE bookmark_id = NEW.bookmark_id LIMIT 2
    )) > 1 AND NOT EXISTS (
        SELECT 1 FROM bookmarks_doubled WHERE bookmark_id = NEW.bookmark_id
    );
END;

DROP TRIGGER IF EXISTS count_item_delete;
CREATE TRIGGER count_item_delete AFTER DELETE ON bookmarks_collectionitem
BEGIN
    UPDATE bookmarks_collectiontally
    SET kept = kept - (b.trashed_at IS NULL), shared = shared - (b.reach > 0)
    FROM bookmarks_bookmark b
    WHERE b.id = OLD.bookmark_id AND bookmarks_collectiontally.owner_id = b.owner_id
    AND bookmarks_collectiontally.collection_id = OLD.collection_id;
    DELETE FROM bookmarks_doubled
    WHERE bookmark_id = OLD.bookmark_id AND (SELECT count(*) FROM (
        SELECT 1 FROM bookmarks_collectionitem WHERE bookmark_id = OLD.bookmark_id LIMIT 2
    )) < 2;
END;

DROP TRIGGER IF EXISTS count_item_update;
CREATE TRIGGER count_item_update AFTER UPDATE OF collection_id, bookmark_id ON bookmarks_collectionitem
BEGIN
    UPDATE bookmarks_collectiontally
    SET kept = kept - (b.trashed_at IS NULL), shared = shared - (b.reach > 0)
    FROM bookmarks_bookmark b
    WHERE b.id = OLD.bookmark_id AND bookmarks_collectiontally.owner_id = b.owner_id
    AND bookmarks_collectiontally.collection_id = OLD.collection_id;
    DELETE FROM bookmarks_doubled
    WHERE bookmark_id = OLD.bookmark_id AND (SELECT count(*) FROM (
        SELECT 1 FROM bookmarks_collectionitem WHERE bookmark_id = OLD.bookmark_id LIMIT 2
    )) < 2;
    INSERT INTO bookmarks_collectiontally (collection_id, owner_id, kept, shared)
    SELECT NEW.collection_id, b.owner_id, 0, 0 FROM bookmarks_bookmark b
    WHERE b.id = NEW.bookmark_id AND NOT EXISTS (
        SELECT 1 FROM bookmarks_collectiontally t
        WHERE t.collection_id = NEW.collection_id AND t.owner_id = b.owner_id
    );
    UPDATE bookmarks_collectiontally
    SET kept = kept + (b.trashed_at IS NULL), shared = shared + (b.reach > 0)
    FROM bookmarks_bookmark b
    WHERE b.id = NEW.bookmark_id AND bookmarks_collectiontally.owner_id = b.owner_id
    AND bookmarks_collectiontally.collection_id = NEW.collection_id;
    INSERT INTO bookmarks_doubled (bookmark_id)
    SELECT NEW.bookmark_id
    WHERE (SELECT count(*) FROM (
        SELECT 1 FROM bookmarks_collectionitem WHERE bookmark_id = NEW.bookmark_id LIMIT 2
    )) > 1 AND NOT EXISTS (
        SELECT 1 FROM bookmarks_doubled WHERE bookmark_id = NEW.bookmark_id
    );
END;

DROP TRIGGER IF EXISTS count_bookmark_insert;
CREATE TRIGGER count_bookmark_insert AFTER INSERT ON bookmarks_bookmark
BEGIN
    INSERT INTO bookmarks_persontally (owner_id, kept, listed)
    SELECT NEW.owner_id, 0, 0
    WHERE NOT EXISTS (SELECT 1 FROM bookmarks_persontally WHERE owner_id = NEW.owner_id);
    UPDATE bookmarks_persontally
    SET kept = kept + (NEW.trashed_at IS NULL), listed = listed + (NEW.reach = 2)
    WHERE owner_id = NEW.owner_id;
END;

DROP TRIGGER IF EXISTS count_bookmark_delete;
CREATE TRIGGER count_bookmark_delete AFTER DELETE ON bookmarks_bookmark
BEGIN
    UPDATE bookmarks_persontally
    SET kept = kept - (OLD.trashed_at IS NULL), listed = listed - (OLD.reach = 2)
    WHERE owner_id = OLD.owner_id;
END;

DROP TRIGGER IF EXISTS count_bookmark_update;
CREATE TRIGGER count_bookmark_update AFTER UPDATE OF audience, trashed_at, hidden_at, is_blocked, is_held ON bookmarks_bookmark
WHEN OLD.reach <> NEW.reach OR (OLD.trashed_at IS NULL) <> (NEW.trashed_at IS NULL)
BEGIN
    UPDATE bookmarks_persontally
    SET kept = kept - (OLD.trashed_at IS NULL) + (NEW.trashed_at IS NULL),
        listed = listed - (OLD.reach = 2) + (NEW.reach = 2)
    WHERE owner_id = NEW.owner_id;
    UPDATE bookmarks_collectiontally
    SET kept = kept - (OLD.trashed_at IS NULL) + (NEW.trashed_at IS NULL),
        shared = shared - (OLD.reach > 0) + (NEW.reach > 0)
    WHERE owner_id = NEW.owner_id AND collection_id IN (
        SELECT collection_id FROM bookmarks_collectionitem WHERE bookmark_id = NEW.id
    );
END;
