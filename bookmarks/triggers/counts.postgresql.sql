-- The numbers of bookmarks/models/tally.py. Once a statement, not once a row: a row that is
-- updated thousands of times in one transaction becomes slow to read. Rows are locked in the
-- order of their keys, so that two transactions wait for one another and do not cross. Bookmarks
-- are locked FOR SHARE, so that nobody changes their reach between the look and the number.
-- Which tallies those are is asked first, by DISTINCT: an IN looked through every collection whole.
CREATE OR REPLACE FUNCTION count_items_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NOT EXISTS (
            SELECT 1 FROM fresh n JOIN stale o ON o.id = n.id
            WHERE (o.collection_id, o.bookmark_id) <> (n.collection_id, n.bookmark_id)
        ) THEN
            RETURN NULL;  -- the order or the key for A–Z, of which no number knows: no lock
        END IF;
    END IF;
    INSERT INTO bookmarks_collectiontally AS t (collection_id, owner_id, kept, shared)
    SELECT i.collection_id, b.owner_id,
        count(*) FILTER (WHERE b.trashed_at IS NULL), count(*) FILTER (WHERE b.reach > 0)
    FROM fresh i JOIN (
        SELECT id, owner_id, trashed_at, reach FROM bookmarks_bookmark
        WHERE id IN (SELECT bookmark_id FROM fresh) ORDER BY id FOR SHARE
    ) b ON b.id = i.bookmark_id
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (collection_id, owner_id) DO UPDATE
    SET kept = t.kept + excluded.kept, shared = t.shared + excluded.shared;
    INSERT INTO bookmarks_doubled (bookmark_id)
    SELECT DISTINCT i.bookmark_id FROM fresh i
    WHERE EXISTS (
        SELECT 1 FROM bookmarks_collectionitem o
        WHERE o.bookmark_id = i.bookmark_id AND o.id <> i.id
    )
    ORDER BY 1 ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_items_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NOT EXISTS (
            SELECT 1 FROM fresh n JOIN stale o ON o.id = n.id
            WHERE (o.collection_id, o.bookmark_id) <> (n.collection_id, n.bookmark_id)
        ) THEN
            RETURN NULL;  -- the order or the key for A–Z, of which no number knows: no lock
        END IF;
    END IF;
    PERFORM 1 FROM bookmarks_bookmark
    WHERE id IN (SELECT bookmark_id FROM stale) ORDER BY id FOR SHARE;
    PERFORM 1 FROM bookmarks_collectiontally t
    JOIN (
        SELECT DISTINCT i.collection_id, b.owner_id FROM stale i
        JOIN bookmarks_bookmark b ON b.id = i.bookmark_id
    ) theirs ON theirs.collection_id = t.collection_id AND theirs.owner_id = t.owner_id
    ORDER BY t.collection_id, t.owner_id FOR UPDATE OF t;
    UPDATE bookmarks_collectiontally t
    SET kept = t.kept - gone.kept, shared = t.shared - gone.shared
    FROM (
        SELECT i.collection_id, b.owner_id,
            count(*) FILTER (WHERE b.trashed_at IS NULL) AS kept,
            count(*) FILTER (WHERE b.reach > 0) AS shared
        FROM stale i JOIN bookmarks_bookmark b ON b.id = i.bookmark_id
        GROUP BY 1, 2
    ) gone
    WHERE t.collection_id = gone.collection_id AND t.owner_id = gone.owner_id;
    DELETE FROM bookmarks_doubled d
    WHERE d.bookmark_id IN (SELECT bookmark_id FROM stale) AND (
        SELECT count(*) FROM bookmarks_collectionitem o WHERE o.bookmark_id = d.bookmark_id
    ) < 2;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER count_items_added AFTER INSERT ON bookmarks_collectionitem
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION count_items_added();
CREATE OR REPLACE TRIGGER count_items_gone AFTER DELETE ON bookmarks_collectionitem
REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION count_items_gone();
CREATE OR REPLACE TRIGGER count_items_moved_in AFTER UPDATE ON bookmarks_collectionitem
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION count_items_added();
CREATE OR REPLACE TRIGGER count_items_moved_away AFTER UPDATE ON bookmarks_collectionitem
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION count_items_gone();

CREATE OR REPLACE FUNCTION count_bookmarks_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookmarks_persontally AS t (owner_id, kept, listed)
    SELECT owner_id,
        count(*) FILTER (WHERE trashed_at IS NULL), count(*) FILTER (WHERE reach = 2)
    FROM fresh GROUP BY 1 ORDER BY 1
    ON CONFLICT (owner_id) DO UPDATE
    SET kept = t.kept + excluded.kept, listed = t.listed + excluded.listed;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_bookmarks_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM bookmarks_persontally
    WHERE owner_id IN (SELECT owner_id FROM stale) ORDER BY owner_id FOR UPDATE;
    UPDATE bookmarks_persontally t
    SET kept = t.kept - gone.kept, listed = t.listed - gone.listed
    FROM (
        SELECT owner_id, count(*) FILTER (WHERE trashed_at IS NULL) AS kept,
            count(*) FILTER (WHERE reach = 2) AS listed
        FROM stale GROUP BY 1
    ) gone
    WHERE t.owner_id = gone.owner_id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_bookmarks_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM fresh n JOIN stale o ON o.id = n.id
        WHERE o.reach <> n.reach OR (o.trashed_at IS NULL) <> (n.trashed_at IS NULL)
    ) THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM bookmarks_persontally
    WHERE owner_id IN (SELECT owner_id FROM stale) ORDER BY owner_id FOR UPDATE;
    UPDATE bookmarks_persontally t
    SET kept = t.kept + d.kept, listed = t.listed + d.listed
    FROM (
        SELECT n.owner_id,
            sum((n.trashed_at IS NULL)::int - (o.trashed_at IS NULL)::int) AS kept,
            sum((n.reach = 2)::int - (o.reach = 2)::int) AS listed
        FROM fresh n JOIN stale o ON o.id = n.id GROUP BY 1
    ) d
    WHERE t.owner_id = d.owner_id;
    PERFORM 1 FROM bookmarks_collectiontally t
    JOIN (
        SELECT DISTINCT i.collection_id, n.owner_id FROM fresh n
        JOIN bookmarks_collectionitem i ON i.bookmark_id = n.id
    ) theirs ON theirs.collection_id = t.collection_id AND theirs.owner_id = t.owner_id
    ORDER BY t.collection_id, t.owner_id FOR UPDATE OF t;
    UPDATE bookmarks_collectiontally t
    SET kept = t.kept + d.kept, shared = t.shared + d.shared
    FROM (
        SELECT i.collection_id, n.owner_id,
            sum((n.trashed_at IS NULL)::int - (o.trashed_at IS NULL)::int) AS kept,
            sum((n.reach > 0)::int - (o.reach > 0)::int) AS shared
        FROM fresh n JOIN stale o ON o.id = n.id
        JOIN bookmarks_collectionitem i ON i.bookmark_id = n.id GROUP BY 1, 2
    ) d
    WHERE t.collection_id = d.collection_id AND t.owner_id = d.owner_id;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER count_bookmarks_added AFTER INSERT ON bookmarks_bookmark
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION count_bookmarks_added();
CREATE OR REPLACE TRIGGER count_bookmarks_gone AFTER DELETE ON bookmarks_bookmark
REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION count_bookmarks_gone();
CREATE OR REPLACE TRIGGER count_bookmarks_changed AFTER UPDATE ON bookmarks_bookmark
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION count_bookmarks_changed();
