-- A smart collection (bookmarks/search/smart.py) is one for good, and nothing is put in by hand:
-- no bookmark, no collection, and nobody is let in who might.
DROP TRIGGER IF EXISTS smart_for_good;
CREATE TRIGGER smart_for_good BEFORE UPDATE OF query ON bookmarks_collection
WHEN (OLD.query = '') <> (NEW.query = '')
BEGIN
    SELECT RAISE(ABORT, 'A collection stays smart, or not, as it was made.');
END;

DROP TRIGGER IF EXISTS smart_item_insert;
CREATE TRIGGER smart_item_insert BEFORE INSERT ON bookmarks_collectionitem
WHEN EXISTS (SELECT 1 FROM bookmarks_collection WHERE id = NEW.collection_id AND query <> '')
BEGIN
    SELECT RAISE(ABORT, 'Nothing is put into a smart collection.');
END;

DROP TRIGGER IF EXISTS smart_item_update;
CREATE TRIGGER smart_item_update BEFORE UPDATE OF collection_id ON bookmarks_collectionitem
WHEN EXISTS (SELECT 1 FROM bookmarks_collection WHERE id = NEW.collection_id AND query <> '')
BEGIN
    SELECT RAISE(ABORT, 'Nothing is put into a smart collection.');
END;

DROP TRIGGER IF EXISTS smart_inside_insert;
CREATE TRIGGER smart_inside_insert BEFORE INSERT ON bookmarks_collection
WHEN EXISTS (SELECT 1 FROM bookmarks_collection WHERE id = NEW.parent_id AND query <> '')
BEGIN
    SELECT RAISE(ABORT, 'No collection lies inside a smart one.');
END;

DROP TRIGGER IF EXISTS smart_inside_update;
CREATE TRIGGER smart_inside_update BEFORE UPDATE OF parent_id ON bookmarks_collection
WHEN EXISTS (SELECT 1 FROM bookmarks_collection WHERE id = NEW.parent_id AND query <> '')
BEGIN
    SELECT RAISE(ABORT, 'No collection lies inside a smart one.');
END;

DROP TRIGGER IF EXISTS smart_member_insert;
CREATE TRIGGER smart_member_insert BEFORE INSERT ON bookmarks_collectionmember
WHEN NEW.role = 'editor'
AND EXISTS (SELECT 1 FROM bookmarks_collection WHERE id = NEW.collection_id AND query <> '')
BEGIN
    SELECT RAISE(ABORT, 'Nobody adds to a smart collection.');
END;

DROP TRIGGER IF EXISTS smart_member_update;
CREATE TRIGGER smart_member_update BEFORE UPDATE ON bookmarks_collectionmember
WHEN NEW.role = 'editor'
AND EXISTS (SELECT 1 FROM bookmarks_collection WHERE id = NEW.collection_id AND query <> '')
BEGIN
    SELECT RAISE(ABORT, 'Nobody adds to a smart collection.');
END;

-- What such a collection shows, the index decides. Where that follows a change later, the pages of
-- the owner change once more: when the note of it goes, in the transaction that indexes.
DROP TRIGGER IF EXISTS revise_indexed;
CREATE TRIGGER revise_indexed AFTER DELETE ON bookmarks_searchchange
WHEN OLD.kind = 'bookmark'
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT b.owner_id FROM bookmarks_bookmark b WHERE b.id = OLD.target_id
    AND EXISTS (SELECT 1 FROM bookmarks_collection c WHERE c.owner_id = b.owner_id AND c.query <> '');
END;
