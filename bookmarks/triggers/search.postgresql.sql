-- Whatever changes what the index says of a bookmark is noted, whoever changes it. Rows that come
-- or go by the thousand are noted once a statement. No lock is taken: notes are only added.
CREATE OR REPLACE FUNCTION search_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) VALUES (TG_ARGV[0], NEW.id);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION search_note_bookmarks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) SELECT 'bookmark', id FROM changed;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION search_note_theirs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id)
    SELECT DISTINCT 'bookmark', bookmark_id FROM changed;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION search_note_both() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id)
    VALUES ('bookmark', OLD.bookmark_id), ('bookmark', NEW.bookmark_id);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER search_bookmark_insert AFTER INSERT ON bookmarks_bookmark
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_bookmarks();

CREATE OR REPLACE TRIGGER search_bookmark_update
AFTER UPDATE OF owner_id, link_id, title, note, audience, is_favorite, is_to_read, saved_at
ON bookmarks_bookmark FOR EACH ROW
WHEN ((OLD.owner_id, OLD.link_id, OLD.title, OLD.note, OLD.audience, OLD.is_favorite,
       OLD.is_to_read, OLD.saved_at)
   <> (NEW.owner_id, NEW.link_id, NEW.title, NEW.note, NEW.audience, NEW.is_favorite,
       NEW.is_to_read, NEW.saved_at))
EXECUTE FUNCTION search_note('bookmark');

CREATE OR REPLACE TRIGGER search_tagging_insert AFTER INSERT ON bookmarks_tagging
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_theirs();

CREATE OR REPLACE TRIGGER search_tagging_update AFTER UPDATE OF tag_id, bookmark_id
ON bookmarks_tagging FOR EACH ROW EXECUTE FUNCTION search_note_both();

CREATE OR REPLACE TRIGGER search_tagging_delete AFTER DELETE ON bookmarks_tagging
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_theirs();

CREATE OR REPLACE TRIGGER search_tag_update AFTER UPDATE OF name ON bookmarks_tag
FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION search_note('tag');

-- A bookmark that leaves a collection keeps its mark in the index: lists ask the collection itself.
CREATE OR REPLACE TRIGGER search_item_insert AFTER INSERT ON bookmarks_collectionitem
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_theirs();

CREATE OR REPLACE TRIGGER search_item_update AFTER UPDATE OF collection_id, bookmark_id
ON bookmarks_collectionitem FOR EACH ROW EXECUTE FUNCTION search_note_both();

CREATE OR REPLACE TRIGGER search_link_update
AFTER UPDATE OF url, host, title, excerpt, site_name, author, kind ON bookmarks_link FOR EACH ROW
WHEN ((OLD.url, OLD.host, OLD.title, OLD.excerpt, OLD.site_name, OLD.author, OLD.kind)
   <> (NEW.url, NEW.host, NEW.title, NEW.excerpt, NEW.site_name, NEW.author, NEW.kind))
EXECUTE FUNCTION search_note('link');

CREATE OR REPLACE FUNCTION search_note_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) VALUES ('link', NEW.link_id);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER search_text_insert AFTER INSERT ON bookmarks_linktext
FOR EACH ROW EXECUTE FUNCTION search_note_link();

CREATE OR REPLACE TRIGGER search_text_update AFTER UPDATE ON bookmarks_linktext
FOR EACH ROW WHEN (OLD.text <> NEW.text) EXECUTE FUNCTION search_note_link();
