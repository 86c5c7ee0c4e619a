-- Whose pages changed: see bookmarks/models/revision.py. Whatever such a page shows is here;
-- tests/models/test_revisions.py tries every column.

-- A transaction counts up its own row of a person, which nobody else can wait for, rather than add one
-- for each statement: each page adds up these rows. What a savepoint wrote has another xmin.
CREATE OR REPLACE FUNCTION revise_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bookmarks_revision SET changes = changes + 1 WHERE id = (
        SELECT id FROM (
            SELECT id, xmin AS written_by FROM bookmarks_revision
            WHERE person_id = NEW.person_id ORDER BY id DESC LIMIT 4
        ) newest
        WHERE written_by = pg_current_xact_id()::xid LIMIT 1
    );
    IF FOUND THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER revise_once BEFORE INSERT ON bookmarks_revision
FOR EACH ROW EXECUTE FUNCTION revise_once();

CREATE OR REPLACE FUNCTION revise_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        SELECT owner_id AS id FROM bookmarks_collection
        WHERE id IN (SELECT collection_id FROM fresh)
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_items_insert AFTER INSERT ON bookmarks_collectionitem
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_items();
CREATE OR REPLACE TRIGGER revise_items_delete AFTER DELETE ON bookmarks_collectionitem
REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_items();
CREATE OR REPLACE TRIGGER revise_items_update AFTER UPDATE ON bookmarks_collectionitem
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_items();

CREATE OR REPLACE FUNCTION revise_bookmarks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        SELECT owner_id AS id FROM fresh
        UNION
        SELECT c.owner_id FROM fresh b
        JOIN bookmarks_collectionitem i ON i.bookmark_id = b.id
        JOIN bookmarks_collection c ON c.id = i.collection_id
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_bookmarks_insert AFTER INSERT ON bookmarks_bookmark
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_bookmarks();
CREATE OR REPLACE TRIGGER revise_bookmarks_delete AFTER DELETE ON bookmarks_bookmark
REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_bookmarks();
CREATE OR REPLACE TRIGGER revise_bookmarks_update AFTER UPDATE ON bookmarks_bookmark
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_bookmarks();

-- Whose entries credit it: they say so while it is listed. Where it is deleted, they are written first.
CREATE OR REPLACE FUNCTION revise_credits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        WITH crediting AS (
            SELECT v.id, v.owner_id FROM fresh n JOIN stale o ON o.id = n.id
            JOIN bookmarks_bookmark v ON v.via_id = n.id WHERE o.reach <> n.reach
        )
        SELECT owner_id AS id FROM crediting
        UNION
        SELECT c.owner_id FROM crediting
        JOIN bookmarks_collectionitem i ON i.bookmark_id = crediting.id
        JOIN bookmarks_collection c ON c.id = i.collection_id
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_credits_update AFTER UPDATE ON bookmarks_bookmark
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_credits();

CREATE OR REPLACE FUNCTION revise_taggings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        SELECT owner_id AS id FROM bookmarks_bookmark WHERE id IN (SELECT bookmark_id FROM fresh)
        UNION
        SELECT c.owner_id FROM fresh t
        JOIN bookmarks_collectionitem i ON i.bookmark_id = t.bookmark_id
        JOIN bookmarks_collection c ON c.id = i.collection_id
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_taggings_insert AFTER INSERT ON bookmarks_tagging
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_taggings();
CREATE OR REPLACE TRIGGER revise_taggings_delete AFTER DELETE ON bookmarks_tagging
REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_taggings();

CREATE OR REPLACE FUNCTION revise_tags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        SELECT b.owner_id AS id FROM bookmarks_bookmark b
        WHERE b.id IN (
            SELECT t.bookmark_id FROM bookmarks_tagging t
            JOIN fresh n ON n.id = t.tag_id JOIN stale o ON o.id = n.id WHERE o.name <> n.name
        )
        UNION
        SELECT c.owner_id FROM bookmarks_bookmark b
        JOIN bookmarks_collectionitem i ON i.bookmark_id = b.id
        JOIN bookmarks_collection c ON c.id = i.collection_id
        WHERE b.id IN (
            SELECT t.bookmark_id FROM bookmarks_tagging t
            JOIN fresh n ON n.id = t.tag_id JOIN stale o ON o.id = n.id WHERE o.name <> n.name
        )
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_tags_update AFTER UPDATE ON bookmarks_tag
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_tags();

-- Who fetches a link, and when, is on no page.
CREATE OR REPLACE FUNCTION revise_links() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unseen text[] := '{due_at,is_awaited,cause,attempts,claim,claimed_until,fetched_at,gave_up_at,'
        'etag,last_modified,check_at,failures,failing_since}';
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        SELECT b.owner_id AS id FROM bookmarks_bookmark b
        WHERE b.link_id IN (
            SELECT n.id FROM fresh n JOIN stale o ON o.id = n.id
            WHERE to_jsonb(n) - unseen <> to_jsonb(o) - unseen
        )
        UNION
        SELECT c.owner_id FROM bookmarks_bookmark b
        JOIN bookmarks_collectionitem i ON i.bookmark_id = b.id
        JOIN bookmarks_collection c ON c.id = i.collection_id
        WHERE b.link_id IN (
            SELECT n.id FROM fresh n JOIN stale o ON o.id = n.id
            WHERE to_jsonb(n) - unseen <> to_jsonb(o) - unseen
        )
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_links_update AFTER UPDATE ON bookmarks_link
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_links();

-- Searches look into the texts of pages.
CREATE OR REPLACE FUNCTION revise_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        SELECT b.owner_id AS id FROM bookmarks_bookmark b JOIN fresh ON fresh.link_id = b.link_id
        UNION
        SELECT c.owner_id FROM bookmarks_bookmark b
        JOIN fresh ON fresh.link_id = b.link_id
        JOIN bookmarks_collectionitem i ON i.bookmark_id = b.id
        JOIN bookmarks_collection c ON c.id = i.collection_id
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_texts_insert AFTER INSERT ON bookmarks_linktext
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_texts();
CREATE OR REPLACE TRIGGER revise_texts_update AFTER UPDATE ON bookmarks_linktext
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_texts();

CREATE OR REPLACE FUNCTION revise_pictures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        WITH changed AS (
            SELECT n.id FROM fresh n JOIN stale o ON o.id = n.id
            WHERE (n.files_id, n.width, n.height) IS DISTINCT FROM (o.files_id, o.width, o.height)
        ),
        showing AS (
            SELECT l.id FROM bookmarks_link l JOIN changed ON changed.id = l.cover_id
            UNION
            SELECT l.id FROM bookmarks_link l JOIN changed ON changed.id = l.favicon_id
        )
        SELECT b.owner_id AS id FROM bookmarks_bookmark b JOIN showing ON showing.id = b.link_id
        UNION
        SELECT c.owner_id FROM bookmarks_bookmark b
        JOIN showing ON showing.id = b.link_id
        JOIN bookmarks_collectionitem i ON i.bookmark_id = b.id
        JOIN bookmarks_collection c ON c.id = i.collection_id
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_pictures_update AFTER UPDATE ON bookmarks_picture
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_pictures();

CREATE OR REPLACE FUNCTION revise_collections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        SELECT owner_id AS id FROM fresh
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_collections_insert AFTER INSERT ON bookmarks_collection
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_collections();
CREATE OR REPLACE TRIGGER revise_collections_delete AFTER DELETE ON bookmarks_collection
REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_collections();
CREATE OR REPLACE FUNCTION revise_changed_collections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        SELECT owner_id AS id FROM fresh
        UNION
        SELECT owner_id AS id FROM stale
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_collections_update AFTER UPDATE ON bookmarks_collection
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_changed_collections();

CREATE OR REPLACE FUNCTION revise_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        WITH changed AS (
            SELECT n.id FROM fresh n JOIN stale o ON o.id = n.id
            WHERE to_jsonb(n) - '{last_login,password}'::text[]
                <> to_jsonb(o) - '{last_login,password}'::text[]
        )
        SELECT id FROM changed
        UNION
        SELECT c.owner_id FROM bookmarks_collectiontally t
        JOIN changed ON changed.id = t.owner_id
        JOIN bookmarks_collection c ON c.id = t.collection_id
        UNION
        SELECT v.owner_id FROM bookmarks_bookmark b
        JOIN changed ON changed.id = b.owner_id
        JOIN bookmarks_bookmark v ON v.via_id = b.id
        UNION
        SELECT c.owner_id FROM bookmarks_bookmark b
        JOIN changed ON changed.id = b.owner_id
        JOIN bookmarks_bookmark v ON v.via_id = b.id
        JOIN bookmarks_collectionitem i ON i.bookmark_id = v.id
        JOIN bookmarks_collection c ON c.id = i.collection_id
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_people_update AFTER UPDATE ON accounts_user
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_people();

CREATE OR REPLACE FUNCTION revise_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        SELECT follower_id AS id FROM fresh
        UNION
        SELECT person_id FROM fresh WHERE person_id IS NOT NULL
        UNION
        SELECT c.owner_id FROM fresh f JOIN bookmarks_collection c ON c.id = f.collection_id
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_follows_insert AFTER INSERT ON bookmarks_follow
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_follows();
CREATE OR REPLACE TRIGGER revise_follows_delete AFTER DELETE ON bookmarks_follow
REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_follows();

CREATE OR REPLACE FUNCTION revise_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        SELECT person_id AS id FROM fresh
        UNION
        SELECT c.owner_id FROM fresh m JOIN bookmarks_collection c ON c.id = m.collection_id
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_members_insert AFTER INSERT ON bookmarks_collectionmember
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_members();
CREATE OR REPLACE TRIGGER revise_members_delete AFTER DELETE ON bookmarks_collectionmember
REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_members();
CREATE OR REPLACE TRIGGER revise_members_update AFTER UPDATE ON bookmarks_collectionmember
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_members();

CREATE OR REPLACE FUNCTION revise_blocks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        SELECT blocker_id AS id FROM fresh UNION SELECT blocked_id FROM fresh
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_blocks_insert AFTER INSERT ON accounts_block
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_blocks();
CREATE OR REPLACE TRIGGER revise_blocks_delete AFTER DELETE ON accounts_block
REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_blocks();

CREATE OR REPLACE FUNCTION revise_mutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (SELECT owner_id AS id FROM fresh) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_mutes_insert AFTER INSERT ON bookmarks_mute
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_mutes();
CREATE OR REPLACE TRIGGER revise_mutes_delete AFTER DELETE ON bookmarks_mute
REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_mutes();

CREATE OR REPLACE FUNCTION revise_notices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_revision (person_id, changes)
    SELECT DISTINCT id, 0 FROM (
        SELECT recipient_id AS id FROM fresh
    ) people;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_notices_insert AFTER INSERT ON bookmarks_notice
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_notices();
CREATE OR REPLACE TRIGGER revise_notices_delete AFTER DELETE ON bookmarks_notice
REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_notices();
CREATE OR REPLACE TRIGGER revise_notices_update AFTER UPDATE ON bookmarks_notice
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_notices();
