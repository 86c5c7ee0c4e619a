-- An alias leads to a tag at once: not to itself, not to another alias, of the same person or of the site.
-- Who adds two at once waits: neither could see the other's.
CREATE OR REPLACE FUNCTION tag_alias() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('bookmarks_tagalias'), coalesce(NEW.person_id, 0)::int);
    IF EXISTS (
        SELECT 1 FROM bookmarks_tag t WHERE t.id = NEW.tag_id AND (t.slug = NEW.slug OR EXISTS (
            SELECT 1 FROM bookmarks_tagalias a
            WHERE a.slug = t.slug AND a.person_id IS NOT DISTINCT FROM NEW.person_id
            AND a.id <> NEW.id
        ))
    ) OR EXISTS (
        SELECT 1 FROM bookmarks_tagalias a JOIN bookmarks_tag t ON t.id = a.tag_id
        WHERE t.slug = NEW.slug AND a.person_id IS NOT DISTINCT FROM NEW.person_id
        AND a.id <> NEW.id
    ) THEN
        RAISE EXCEPTION 'An alias stands for another tag, which is no alias.'
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER tag_alias BEFORE INSERT OR UPDATE OF slug, tag_id, person_id
ON bookmarks_tagalias FOR EACH ROW EXECUTE FUNCTION tag_alias();

-- What a tag means decides what its lists show: of its person, or of everybody.
CREATE OR REPLACE FUNCTION revise_tag_aliases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fresh WHERE person_id IS NULL) THEN
        INSERT INTO bookmarks_revision (person_id, changes) SELECT id, 0 FROM accounts_user;
    ELSE
        INSERT INTO bookmarks_revision (person_id, changes) SELECT DISTINCT person_id, 0 FROM fresh;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revise_tag_aliases_insert AFTER INSERT ON bookmarks_tagalias
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_tag_aliases();
CREATE OR REPLACE TRIGGER revise_tag_aliases_delete AFTER DELETE ON bookmarks_tagalias
REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION revise_tag_aliases();
CREATE OR REPLACE TRIGGER revise_tag_aliases_update AFTER UPDATE ON bookmarks_tagalias
REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION revise_tag_aliases();
