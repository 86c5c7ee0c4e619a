-- A tag that moderators took from a bookmark is not given to it again while that stands, whoever writes it.
CREATE OR REPLACE FUNCTION untag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM bookmarks_moderationentry e
        WHERE e.bookmark_id = NEW.bookmark_id AND e.tag_id = NEW.tag_id AND e.action = 'untag'
        AND NOT EXISTS (SELECT 1 FROM bookmarks_moderationentry u WHERE u.undoes_id = e.id)
    ) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER untag BEFORE INSERT ON bookmarks_tagging
FOR EACH ROW EXECUTE FUNCTION untag();
