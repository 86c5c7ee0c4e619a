-- The numbers of bookmarks/models/tag_tally.py. No upsert: inside a trigger it would follow the
-- OR IGNORE of the statement that fired it.
DROP TRIGGER IF EXISTS count_tagging_insert;
CREATE TRIGGER count_tagging_insert AFTER INSERT ON bookmarks_tagging
BEGIN
    INSERT INTO bookmarks_tagtally (owner_id, tag_id, path, kept, listed, latest)
    SELECT b.owner_id, t.id, replace(t.slug, '/', char(31)), 0, 0, 0
    FROM bookmarks_bookmark b, bookmarks_tag t
    WHERE b.id = NEW.bookmark_id AND t.id = NEW.tag_id AND NOT EXISTS (
        SELECT 1 FROM bookmarks_tagtally n WHERE n.owner_id = b.owner_id AND n.tag_id = t.id
    );
    UPDATE bookmarks_tagtally
    SET kept = kept + (SELECT trashed_at IS NULL FROM bookmarks_bookmark WHERE id = NEW.bookmark_id),
        listed = listed + (SELECT reach = 2 FROM bookmarks_bookmark WHERE id = NEW.bookmark_id), latest = NEW.id
    WHERE tag_id = NEW.tag_id
    AND owner_id = (SELECT owner_id FROM bookmarks_bookmark WHERE id = NEW.bookmark_id);
END;

DROP TRIGGER IF EXISTS count_tagging_delete;
CREATE TRIGGER count_tagging_delete AFTER DELETE ON bookmarks_tagging
BEGIN
    UPDATE bookmarks_tagtally
    SET kept = kept - (SELECT trashed_at IS NULL FROM bookmarks_bookmark WHERE id = OLD.bookmark_id),
        listed = listed - (SELECT reach = 2 FROM bookmarks_bookmark WHERE id = OLD.bookmark_id)
    WHERE tag_id = OLD.tag_id
    AND owner_id = (SELECT owner_id FROM bookmarks_bookmark WHERE id = OLD.bookmark_id);
END;

DROP TRIGGER IF EXISTS count_tagging_update;
CREATE TRIGGER count_tagging_update AFTER UPDATE OF tag_id, bookmark_id ON bookmarks_tagging
BEGIN
    UPDATE bookmarks_tagtally
    SET kept = kept - (SELECT trashed_at IS NULL FROM bookmarks_bookmark WHERE id = OLD.bookmark_id),
        listed = listed - (SELECT reach = 2 FROM bookmarks_bookmark WHERE id = OLD.bookmark_id)
    WHERE tag_id = OLD.tag_id
    AND owner_id = (SELECT owner_id FROM bookmarks_bookmark WHERE id = OLD.bookmark_id);
    INSERT INTO bookmarks_tagtally (owner_id, tag_id, path, kept, listed, latest)
    SELECT b.owner_id, t.id, replace(t.slug, '/', char(31)), 0, 0, 0
    FROM bookmarks_bookmark b, bookmarks_tag t
    WHERE b.id = NEW.bookmark_id AND t.id = NEW.tag_id AND NOT EXISTS (
        SELECT 1 FROM bookmarks_tagtally n WHERE n.owner_id = b.owner_id AND n.tag_id = t.id
    );
    UPDATE bookmarks_tagtally
    SET kept = kept + (SELECT trashed_at IS NULL FROM bookmarks_bookmark WHERE id = NEW.bookmark_id),
        listed = listed + (SELECT reach = 2 FROM bookmarks_bookmark WHERE id = NEW.bookmark_id), latest = NEW.id
    WHERE tag_id = NEW.tag_id
    AND owner_id = (SELECT owner_id FROM bookmarks_bookmark WHERE id = NEW.bookmark_id);
END;

DROP TRIGGER IF EXISTS count_tags_of_bookmark;
CREATE TRIGGER count_tags_of_bookmark
AFTER UPDATE OF audience, trashed_at, hidden_at, is_blocked, is_held ON bookmarks_bookmark
WHEN OLD.reach <> NEW.reach OR (OLD.trashed_at IS NULL) <> (NEW.trashed_at IS NULL)
BEGIN
    UPDATE bookmarks_tagtally
    SET kept = kept - (OLD.trashed_at IS NULL) + (NEW.trashed_at IS NULL),
        listed = listed - (OLD.reach = 2) + (NEW.reach = 2)
    WHERE owner_id = NEW.owner_id AND tag_id IN (
        SELECT tag_id FROM bookmarks_tagging WHERE bookmark_id = NEW.id
    );
END;

DROP TRIGGER IF EXISTS count_tag_rename;
CREATE TRIGGER count_tag_rename AFTER UPDATE OF slug ON bookmarks_tag
WHEN OLD.slug <> NEW.slug
BEGIN
    UPDATE bookmarks_tagtally SET path = replace(NEW.slug, '/', char(31)) WHERE tag_id = NEW.id;
END;
