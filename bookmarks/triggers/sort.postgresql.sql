-- The first key for A–Z (bookmarks/models/sorting.py). Who indexes a bookmark writes the true one.
CREATE OR REPLACE FUNCTION sort_bookmark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT lower(left(coalesce(nullif(NEW.title, ''), nullif(l.title, ''), l.url), 120))
    INTO NEW.sort_title FROM bookmarks_link l WHERE l.id = NEW.link_id;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER sort_bookmark_insert BEFORE INSERT ON bookmarks_bookmark
FOR EACH ROW WHEN (NEW.sort_title = '') EXECUTE FUNCTION sort_bookmark();

-- Without a lock: a bookmark whose key changes meanwhile is indexed again, because of this place.
CREATE OR REPLACE FUNCTION sort_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT b.sort_title INTO NEW.sort_title FROM bookmarks_bookmark b WHERE b.id = NEW.bookmark_id;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER sort_item_insert BEFORE INSERT ON bookmarks_collectionitem
FOR EACH ROW EXECUTE FUNCTION sort_item();
