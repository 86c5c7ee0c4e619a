-- The first key for A–Z (bookmarks/models/sorting.py). Who indexes a bookmark writes the true one.
DROP TRIGGER IF EXISTS sort_bookmark_insert;
CREATE TRIGGER sort_bookmark_insert AFTER INSERT ON bookmarks_bookmark
WHEN NEW.sort_title = ''
BEGIN
    UPDATE bookmarks_bookmark SET sort_title = (
        SELECT lower(substr(coalesce(nullif(NEW.title, ''), nullif(l.title, ''), l.url), 1, 120))
        FROM bookmarks_link l WHERE l.id = NEW.link_id
    )
    WHERE id = NEW.id;
END;

DROP TRIGGER IF EXISTS sort_item_insert;
CREATE TRIGGER sort_item_insert AFTER INSERT ON bookmarks_collectionitem
BEGIN
    UPDATE bookmarks_collectionitem SET sort_title = (
        SELECT b.sort_title FROM bookmarks_bookmark b WHERE b.id = NEW.bookmark_id
    )
    WHERE id = NEW.id;
END;
