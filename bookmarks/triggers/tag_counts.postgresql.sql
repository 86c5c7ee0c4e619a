-- The numbers of bookmarks/models/tag_tally.py, once a statement. Who changes the tags of bookmarks
-- locks the bookmarks first, in the order of their ids, and their person's row then: so two who do
-- it at once wait for one another and do not cross, whatever tags they bring and take. Ids are
-- looked for in an array: of a transition table the planner knows nothing, and would scan.
CREATE OR REPLACE FUNCTION count_taggings_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[] := array(SELECT DISTINCT bookmark_id FROM fresh);
    owners bigint[];
BEGIN
    SELECT array_agg(DISTINCT owner_id) INTO owners FROM (
        SELECT owner_id FROM bookmarks_bookmark WHERE id = ANY (ids) ORDER BY id FOR SHARE
    ) locked;
    PERFORM 1 FROM bookmarks_persontally
    WHERE owner_id = ANY (owners) ORDER BY owner_id FOR UPDATE;
    INSERT INTO bookmarks_tagtally AS n (owner_id, tag_id, path, kept, listed, latest)
    SELECT b.owner_id, t.id, replace(t.slug, '/', chr(31)),
        count(*) FILTER (WHERE b.trashed_at IS NULL), count(*) FILTER (WHERE b.reach = 2),
        max(f.id)
    FROM fresh f
    JOIN bookmarks_bookmark b ON b.id = f.bookmark_id AND b.id = ANY (ids)
    JOIN bookmarks_tag t ON t.id = f.tag_id
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (owner_id, tag_id) DO UPDATE
    SET kept = n.kept + excluded.kept, listed = n.listed + excluded.listed,
        latest = greatest(n.latest, excluded.latest);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_taggings_gone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[] := array(SELECT DISTINCT bookmark_id FROM stale);
    owners bigint[];
BEGIN
    SELECT array_agg(DISTINCT owner_id) INTO owners FROM (
        SELECT owner_id FROM bookmarks_bookmark WHERE id = ANY (ids) ORDER BY id FOR SHARE
    ) locked;
    PERFORM 1 FROM bookmarks_persontally
    WHERE owner_id = ANY (owners) ORDER BY owner_id FOR UPDATE;
    UPDATE bookmarks_tagtally n
    SET kept = n.kept - gone.kept, listed = n.listed - gone.listed
    FROM (
        SELECT b.owner_id, s.tag_id, count(*) FILTER (WHERE b.trashed_at IS NULL) AS kept,
            count(*) FILTER (WHERE b.reach = 2) AS listed
        FROM stale s JOIN bookmarks_bookmark b ON b.id = s.bookmark_id AND b.id = ANY (ids)
        GROUP BY 1, 2
    ) gone
    WHERE n.owner_id = gone.owner_id AND n.tag_id = gone.tag_id;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER count_taggings_added AFTER INSERT ON bookmarks_tagging
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION count_taggings_added();
CREATE OR REPLACE TRIGGER count_taggings_gone AFTER DELETE ON bookmarks_tagging
REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION count_taggings_gone();
CREATE OR REPLACE TRIGGER count_taggings_moved_in AFTER UPDATE ON bookmarks_tagging
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION count_taggings_added();
CREATE OR REPLACE TRIGGER count_taggings_moved_away AFTER UPDATE ON bookmarks_tagging
REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION count_taggings_gone();

CREATE OR REPLACE FUNCTION count_tags_of_bookmarks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM fresh n JOIN stale o ON o.id = n.id
        WHERE o.reach <> n.reach OR (o.trashed_at IS NULL) <> (n.trashed_at IS NULL)
    ) THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM bookmarks_persontally
    WHERE owner_id IN (SELECT owner_id FROM stale) ORDER BY owner_id FOR UPDATE;
    UPDATE bookmarks_tagtally t
    SET kept = t.kept + d.kept, listed = t.listed + d.listed
    FROM (
        SELECT n.owner_id, g.tag_id,
            sum((n.trashed_at IS NULL)::int - (o.trashed_at IS NULL)::int) AS kept,
            sum((n.reach = 2)::int - (o.reach = 2)::int) AS listed
        FROM fresh n JOIN stale o ON o.id = n.id
        JOIN bookmarks_tagging g ON g.bookmark_id = n.id GROUP BY 1, 2
    ) d
    WHERE t.owner_id = d.owner_id AND t.tag_id = d.tag_id;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER count_tags_of_bookmarks AFTER UPDATE ON bookmarks_bookmark
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION count_tags_of_bookmarks();

CREATE OR REPLACE FUNCTION count_tag_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bookmarks_tagtally SET path = replace(NEW.slug, '/', chr(31)) WHERE tag_id = NEW.id;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER count_tag_renamed AFTER UPDATE OF slug ON bookmarks_tag
FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION count_tag_renamed();
