-- Whose pages changed: see bookmarks/models/revision.py. Whatever such a page shows is here;
-- tests/models/test_revisions.py tries every column.

-- Who is inserted here has changed. A unique key is looked up whatever SQLite believes to know of
-- the table; to an `IN` it answers by a walk through all of it, if it was small when its statistics
-- were made.
CREATE UNIQUE INDEX IF NOT EXISTS revision_one_a_person ON bookmarks_revision (person_id);
CREATE VIEW IF NOT EXISTS bookmarks_revised AS SELECT NULL AS person_id WHERE false;
DROP TRIGGER IF EXISTS revise;
CREATE TRIGGER revise INSTEAD OF INSERT ON bookmarks_revised
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes) VALUES (NEW.person_id, 1)
    ON CONFLICT (person_id) DO UPDATE SET changes = changes + 1;
END;

DROP TRIGGER IF EXISTS revise_item_insert;
CREATE TRIGGER revise_item_insert AFTER INSERT ON bookmarks_collectionitem
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT owner_id FROM bookmarks_collection WHERE id = NEW.collection_id;
END;

DROP TRIGGER IF EXISTS revise_item_delete;
CREATE TRIGGER revise_item_delete AFTER DELETE ON bookmarks_collectionitem
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT owner_id FROM bookmarks_collection WHERE id = OLD.collection_id;
END;

DROP TRIGGER IF EXISTS revise_item_update;
-- Its key for A–Z changes with the bookmark's, which is noted itself.
CREATE TRIGGER revise_item_update
AFTER UPDATE OF collection_id, bookmark_id, position, saved_at, added_at ON bookmarks_collectionitem
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT owner_id FROM bookmarks_collection WHERE id = NEW.collection_id;
END;

DROP TRIGGER IF EXISTS revise_bookmark_insert;
CREATE TRIGGER revise_bookmark_insert AFTER INSERT ON bookmarks_bookmark
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.owner_id
    UNION
    SELECT c.owner_id FROM bookmarks_collectionitem i
    JOIN bookmarks_collection c ON c.id = i.collection_id WHERE i.bookmark_id = NEW.id;
END;

DROP TRIGGER IF EXISTS revise_bookmark_delete;
CREATE TRIGGER revise_bookmark_delete AFTER DELETE ON bookmarks_bookmark
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT OLD.owner_id
    UNION
    SELECT c.owner_id FROM bookmarks_collectionitem i
    JOIN bookmarks_collection c ON c.id = i.collection_id WHERE i.bookmark_id = OLD.id;
END;

DROP TRIGGER IF EXISTS revise_bookmark_update;
CREATE TRIGGER revise_bookmark_update AFTER UPDATE ON bookmarks_bookmark
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.owner_id
    UNION
    SELECT c.owner_id FROM bookmarks_collectionitem i
    JOIN bookmarks_collection c ON c.id = i.collection_id WHERE i.bookmark_id = NEW.id;
END;

-- Whose entries credit it: they say so while it is listed. Where it is deleted, they are written first.
DROP TRIGGER IF EXISTS revise_credits;
CREATE TRIGGER revise_credits AFTER UPDATE OF audience, trashed_at, hidden_at, is_blocked, is_held ON bookmarks_bookmark
WHEN OLD.reach <> NEW.reach
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT v.owner_id FROM bookmarks_bookmark v WHERE v.via_id = NEW.id
    UNION
    SELECT c.owner_id FROM bookmarks_bookmark v
    JOIN bookmarks_collectionitem i ON i.bookmark_id = v.id
    JOIN bookmarks_collection c ON c.id = i.collection_id WHERE v.via_id = NEW.id;
END;

DROP TRIGGER IF EXISTS revise_tagging_insert;
CREATE TRIGGER revise_tagging_insert AFTER INSERT ON bookmarks_tagging
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT owner_id FROM bookmarks_bookmark WHERE id = NEW.bookmark_id
    UNION
    SELECT c.owner_id FROM bookmarks_collectionitem i
    JOIN bookmarks_collection c ON c.id = i.collection_id WHERE i.bookmark_id = NEW.bookmark_id;
END;

DROP TRIGGER IF EXISTS revise_tagging_delete;
CREATE TRIGGER revise_tagging_delete AFTER DELETE ON bookmarks_tagging
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT owner_id FROM bookmarks_bookmark WHERE id = OLD.bookmark_id
    UNION
    SELECT c.owner_id FROM bookmarks_collectionitem i
    JOIN bookmarks_collection c ON c.id = i.collection_id WHERE i.bookmark_id = OLD.bookmark_id;
END;

DROP TRIGGER IF EXISTS revise_tag;
CREATE TRIGGER revise_tag AFTER UPDATE OF name ON bookmarks_tag
WHEN OLD.name <> NEW.name
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT b.owner_id FROM bookmarks_bookmark b WHERE b.id IN (SELECT bookmark_id FROM bookmarks_tagging WHERE tag_id = NEW.id)
    UNION
    SELECT c.owner_id FROM bookmarks_bookmark b
    JOIN bookmarks_collectionitem i ON i.bookmark_id = b.id
    JOIN bookmarks_collection c ON c.id = i.collection_id WHERE b.id IN (SELECT bookmark_id FROM bookmarks_tagging WHERE tag_id = NEW.id);
END;

DROP TRIGGER IF EXISTS revise_link;
CREATE TRIGGER revise_link AFTER UPDATE ON bookmarks_link
WHEN OLD.title IS NOT NEW.title
    OR OLD.excerpt IS NOT NEW.excerpt
    OR OLD.site_name IS NOT NEW.site_name
    OR OLD.author IS NOT NEW.author
    OR OLD.language IS NOT NEW.language
    OR OLD.kind IS NOT NEW.kind
    OR OLD.published_at IS NOT NEW.published_at
    OR OLD.canonical_url IS NOT NEW.canonical_url
    OR OLD.cover_url IS NOT NEW.cover_url
    OR OLD.favicon_url IS NOT NEW.favicon_url
    OR OLD.cover_id IS NOT NEW.cover_id
    OR OLD.favicon_id IS NOT NEW.favicon_id
    OR OLD.state IS NOT NEW.state
    OR OLD.reason IS NOT NEW.reason
    OR OLD.broken_at IS NOT NEW.broken_at
    OR OLD.moved_to IS NOT NEW.moved_to
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT b.owner_id FROM bookmarks_bookmark b WHERE b.link_id = NEW.id
    UNION
    SELECT c.owner_id FROM bookmarks_bookmark b
    JOIN bookmarks_collectionitem i ON i.bookmark_id = b.id
    JOIN bookmarks_collection c ON c.id = i.collection_id WHERE b.link_id = NEW.id;
END;

-- Searches look into the texts of pages.
DROP TRIGGER IF EXISTS revise_text_insert;
CREATE TRIGGER revise_text_insert AFTER INSERT ON bookmarks_linktext
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT b.owner_id FROM bookmarks_bookmark b WHERE b.link_id = NEW.link_id
    UNION
    SELECT c.owner_id FROM bookmarks_bookmark b
    JOIN bookmarks_collectionitem i ON i.bookmark_id = b.id
    JOIN bookmarks_collection c ON c.id = i.collection_id WHERE b.link_id = NEW.link_id;
END;

DROP TRIGGER IF EXISTS revise_text_update;
CREATE TRIGGER revise_text_update AFTER UPDATE ON bookmarks_linktext
WHEN OLD.text IS NOT NEW.text
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT b.owner_id FROM bookmarks_bookmark b WHERE b.link_id = NEW.link_id
    UNION
    SELECT c.owner_id FROM bookmarks_bookmark b
    JOIN bookmarks_collectionitem i ON i.bookmark_id = b.id
    JOIN bookmarks_collection c ON c.id = i.collection_id WHERE b.link_id = NEW.link_id;
END;

DROP TRIGGER IF EXISTS revise_picture;
CREATE TRIGGER revise_picture AFTER UPDATE ON bookmarks_picture
WHEN OLD.files_id IS NOT NEW.files_id OR OLD.width IS NOT NEW.width OR OLD.height IS NOT NEW.height
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT b.owner_id FROM bookmarks_bookmark b WHERE b.link_id IN (SELECT id FROM bookmarks_link WHERE cover_id = NEW.id OR favicon_id = NEW.id)
    UNION
    SELECT c.owner_id FROM bookmarks_bookmark b
    JOIN bookmarks_collectionitem i ON i.bookmark_id = b.id
    JOIN bookmarks_collection c ON c.id = i.collection_id WHERE b.link_id IN (SELECT id FROM bookmarks_link WHERE cover_id = NEW.id OR favicon_id = NEW.id);
END;

DROP TRIGGER IF EXISTS revise_collection_insert;
CREATE TRIGGER revise_collection_insert AFTER INSERT ON bookmarks_collection
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.owner_id;
END;

DROP TRIGGER IF EXISTS revise_collection_delete;
CREATE TRIGGER revise_collection_delete AFTER DELETE ON bookmarks_collection
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT OLD.owner_id;
END;

DROP TRIGGER IF EXISTS revise_collection_update;
CREATE TRIGGER revise_collection_update AFTER UPDATE ON bookmarks_collection
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.owner_id UNION SELECT OLD.owner_id;
END;

DROP TRIGGER IF EXISTS revise_person;
CREATE TRIGGER revise_person AFTER UPDATE ON accounts_user
WHEN OLD.handle IS NOT NEW.handle
    OR OLD.name IS NOT NEW.name
    OR OLD.bio IS NOT NEW.bio
    OR OLD.email IS NOT NEW.email
    OR OLD.is_active IS NOT NEW.is_active
    OR OLD.is_staff IS NOT NEW.is_staff
    OR OLD.verified_at IS NOT NEW.verified_at
    OR OLD.suspended_at IS NOT NEW.suspended_at
    OR OLD.suspended_until IS NOT NEW.suspended_until
    OR OLD.banned_at IS NOT NEW.banned_at
    OR OLD.limited_at IS NOT NEW.limited_at
    OR OLD.delete_after IS NOT NEW.delete_after
    OR OLD.time_zone IS NOT NEW.time_zone
    OR OLD.default_audience IS NOT NEW.default_audience
    OR OLD.shows_followers IS NOT NEW.shows_followers
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.id
    UNION
    SELECT c.owner_id FROM bookmarks_collectiontally t
    JOIN bookmarks_collection c ON c.id = t.collection_id WHERE t.owner_id = NEW.id
    UNION
    SELECT v.owner_id FROM bookmarks_bookmark b
    JOIN bookmarks_bookmark v ON v.via_id = b.id WHERE b.owner_id = NEW.id
    UNION
    SELECT c.owner_id FROM bookmarks_bookmark b
    JOIN bookmarks_bookmark v ON v.via_id = b.id
    JOIN bookmarks_collectionitem i ON i.bookmark_id = v.id
    JOIN bookmarks_collection c ON c.id = i.collection_id WHERE b.owner_id = NEW.id;
END;

DROP TRIGGER IF EXISTS revise_follow_insert;
CREATE TRIGGER revise_follow_insert AFTER INSERT ON bookmarks_follow
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.follower_id
    UNION
    SELECT NEW.person_id WHERE NEW.person_id IS NOT NULL
    UNION
    SELECT owner_id FROM bookmarks_collection WHERE id = NEW.collection_id;
END;

DROP TRIGGER IF EXISTS revise_follow_delete;
CREATE TRIGGER revise_follow_delete AFTER DELETE ON bookmarks_follow
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT OLD.follower_id
    UNION
    SELECT OLD.person_id WHERE OLD.person_id IS NOT NULL
    UNION
    SELECT owner_id FROM bookmarks_collection WHERE id = OLD.collection_id;
END;

DROP TRIGGER IF EXISTS revise_member_insert;
CREATE TRIGGER revise_member_insert AFTER INSERT ON bookmarks_collectionmember
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.person_id
    UNION
    SELECT owner_id FROM bookmarks_collection WHERE id = NEW.collection_id;
END;

DROP TRIGGER IF EXISTS revise_member_delete;
CREATE TRIGGER revise_member_delete AFTER DELETE ON bookmarks_collectionmember
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT OLD.person_id
    UNION
    SELECT owner_id FROM bookmarks_collection WHERE id = OLD.collection_id;
END;

DROP TRIGGER IF EXISTS revise_member_update;
CREATE TRIGGER revise_member_update AFTER UPDATE ON bookmarks_collectionmember
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.person_id
    UNION
    SELECT owner_id FROM bookmarks_collection WHERE id = NEW.collection_id;
END;

DROP TRIGGER IF EXISTS revise_block_insert;
CREATE TRIGGER revise_block_insert AFTER INSERT ON accounts_block
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.blocker_id UNION SELECT NEW.blocked_id;
END;

DROP TRIGGER IF EXISTS revise_block_delete;
CREATE TRIGGER revise_block_delete AFTER DELETE ON accounts_block
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT OLD.blocker_id UNION SELECT OLD.blocked_id;
END;

DROP TRIGGER IF EXISTS revise_mute_insert;
CREATE TRIGGER revise_mute_insert AFTER INSERT ON bookmarks_mute
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.owner_id;
END;

DROP TRIGGER IF EXISTS revise_mute_delete;
CREATE TRIGGER revise_mute_delete AFTER DELETE ON bookmarks_mute
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT OLD.owner_id;
END;

DROP TRIGGER IF EXISTS revise_notice_insert;
CREATE TRIGGER revise_notice_insert AFTER INSERT ON bookmarks_notice
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.recipient_id;
END;

DROP TRIGGER IF EXISTS revise_notice_delete;
CREATE TRIGGER revise_notice_delete AFTER DELETE ON bookmarks_notice
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT OLD.recipient_id;
END;

DROP TRIGGER IF EXISTS revise_notice_update;
CREATE TRIGGER revise_notice_update AFTER UPDATE ON bookmarks_notice
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.recipient_id;
END;
