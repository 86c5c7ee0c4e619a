-- Whatever changes what the index says of a bookmark is noted, whoever changes it.
DROP TRIGGER IF EXISTS search_bookmark_insert;
CREATE TRIGGER search_bookmark_insert AFTER INSERT ON bookmarks_bookmark
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) VALUES ('bookmark', NEW.id);
END;

DROP TRIGGER IF EXISTS search_bookmark_update;
CREATE TRIGGER search_bookmark_update
AFTER UPDATE OF owner_id, link_id, title, note, audience, is_favorite, is_to_read, saved_at
ON bookmarks_bookmark
WHEN (OLD.owner_id, OLD.link_id, OLD.title, OLD.note, OLD.audience, OLD.is_favorite,
      OLD.is_to_read, OLD.saved_at)
  <> (NEW.owner_id, NEW.link_id, NEW.title, NEW.note, NEW.audience, NEW.is_favorite,
      NEW.is_to_read, NEW.saved_at)
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) VALUES ('bookmark', NEW.id);
END;

-- A row's place follows from these two: see `place_of`.
DROP TRIGGER IF EXISTS search_bookmark_move;
CREATE TRIGGER search_bookmark_move AFTER UPDATE OF saved_at ON bookmarks_bookmark
WHEN OLD.saved_at <> NEW.saved_at
BEGIN
    DELETE FROM bookmarks_search
    WHERE rowid = CAST(strftime('%s', substr(OLD.saved_at, 1, 19)) AS INTEGER) * 536870912
                + (OLD.id & 536870911);
END;

DROP TRIGGER IF EXISTS search_bookmark_delete;
CREATE TRIGGER search_bookmark_delete AFTER DELETE ON bookmarks_bookmark
BEGIN
    DELETE FROM bookmarks_search
    WHERE rowid = CAST(strftime('%s', substr(OLD.saved_at, 1, 19)) AS INTEGER) * 536870912
                + (OLD.id & 536870911);
END;

DROP TRIGGER IF EXISTS search_tagging_insert;
CREATE TRIGGER search_tagging_insert AFTER INSERT ON bookmarks_tagging
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) VALUES ('bookmark', NEW.bookmark_id);
END;

DROP TRIGGER IF EXISTS search_tagging_update;
CREATE TRIGGER search_tagging_update AFTER UPDATE OF tag_id, bookmark_id ON bookmarks_tagging
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id)
    VALUES ('bookmark', OLD.bookmark_id), ('bookmark', NEW.bookmark_id);
END;

DROP TRIGGER IF EXISTS search_tagging_delete;
CREATE TRIGGER search_tagging_delete AFTER DELETE ON bookmarks_tagging
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) VALUES ('bookmark', OLD.bookmark_id);
END;

DROP TRIGGER IF EXISTS search_tag_update;
CREATE TRIGGER search_tag_update AFTER UPDATE OF name ON bookmarks_tag
WHEN OLD.name <> NEW.name
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) VALUES ('tag', NEW.id);
END;

-- A bookmark that leaves a collection keeps its mark in the index: lists ask the collection itself.
DROP TRIGGER IF EXISTS search_item_insert;
CREATE TRIGGER search_item_insert AFTER INSERT ON bookmarks_collectionitem
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) VALUES ('bookmark', NEW.bookmark_id);
END;

DROP TRIGGER IF EXISTS search_item_update;
CREATE TRIGGER search_item_update AFTER UPDATE OF collection_id, bookmark_id
ON bookmarks_collectionitem
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) VALUES ('bookmark', NEW.bookmark_id);
END;

DROP TRIGGER IF EXISTS search_link_update;
CREATE TRIGGER search_link_update
AFTER UPDATE OF url, host, title, excerpt, site_name, author, kind ON bookmarks_link
WHEN (OLD.url, OLD.host, OLD.title, OLD.excerpt, OLD.site_name, OLD.author, OLD.kind)
  <> (NEW.url, NEW.host, NEW.title, NEW.excerpt, NEW.site_name, NEW.author, NEW.kind)
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) VALUES ('link', NEW.id);
END;

DROP TRIGGER IF EXISTS search_text_insert;
CREATE TRIGGER search_text_insert AFTER INSERT ON bookmarks_linktext
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) VALUES ('link', NEW.link_id);
END;

DROP TRIGGER IF EXISTS search_text_update;
CREATE TRIGGER search_text_update AFTER UPDATE ON bookmarks_linktext
WHEN OLD.text <> NEW.text
BEGIN
    INSERT INTO bookmarks_searchchange (kind, target_id) VALUES ('link', NEW.link_id);
END;
