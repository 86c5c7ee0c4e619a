-- A smart collection (bookmarks/search/smart.py) is one for good, and nothing is put in by hand:
-- no bookmark, no collection, and nobody is let in who might. Because it is one for good, a look at
-- its row is enough, and no lock is needed.
CREATE OR REPLACE FUNCTION smart_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A collection stays smart, or not, as it was made.'
    USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE TRIGGER smart_for_good BEFORE UPDATE OF query ON bookmarks_collection
FOR EACH ROW WHEN ((OLD.query = '') <> (NEW.query = '')) EXECUTE FUNCTION smart_for_good();

CREATE OR REPLACE FUNCTION smart_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM bookmarks_collection
        WHERE query <> '' AND id IN (SELECT collection_id FROM fresh)
    ) THEN
        RAISE EXCEPTION 'Nothing is put into a smart collection.'
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER smart_items_insert AFTER INSERT ON bookmarks_collectionitem
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION smart_items();
CREATE OR REPLACE TRIGGER smart_items_update AFTER UPDATE ON bookmarks_collectionitem
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION smart_items();

CREATE OR REPLACE FUNCTION smart_inside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM bookmarks_collection WHERE id = NEW.parent_id AND query <> '') THEN
        RAISE EXCEPTION 'No collection lies inside a smart one.'
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER smart_inside BEFORE INSERT OR UPDATE OF parent_id
ON bookmarks_collection FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
EXECUTE FUNCTION smart_inside();

CREATE OR REPLACE FUNCTION smart_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM bookmarks_collection WHERE id = NEW.collection_id AND query <> '') THEN
        RAISE EXCEPTION 'Nobody adds to a smart collection.'
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER smart_members BEFORE INSERT OR UPDATE ON bookmarks_collectionmember
FOR EACH ROW WHEN (NEW.role = 'editor') EXECUTE FUNCTION smart_members();

-- What such a collection shows, the index decides. Where that follows a change later, the pages of
-- the owner change once more: when the note of it goes, in the transaction that indexes.
CREATE OR REPLACE FUNCTION revise_indexed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT c.owner_id, 0 FROM bookmarks_collection c
    WHERE c.query <> '' AND c.owner_id IN (
        SELECT b.owner_id FROM bookmarks_bookmark b
        WHERE b.id IN (SELECT target_id FROM stale WHERE kind = 'bookmark')
    );
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_indexed AFTER DELETE ON bookmarks_searchchange
REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION revise_indexed();
