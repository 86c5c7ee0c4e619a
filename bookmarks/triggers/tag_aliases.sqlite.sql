-- An alias leads to a tag at once: not to itself, not to another alias, of the same person or of the site.
DROP TRIGGER IF EXISTS tag_alias_insert;
CREATE TRIGGER tag_alias_insert BEFORE INSERT ON bookmarks_tagalias
BEGIN
    SELECT RAISE(ABORT, 'An alias stands for another tag, which is no alias.')
    WHERE EXISTS (
        SELECT 1 FROM bookmarks_tag t WHERE t.id = NEW.tag_id AND (t.slug = NEW.slug OR EXISTS (
            SELECT 1 FROM bookmarks_tagalias a
            WHERE a.slug = t.slug AND a.person_id IS NEW.person_id
        ))
    ) OR EXISTS (
        SELECT 1 FROM bookmarks_tagalias a JOIN bookmarks_tag t ON t.id = a.tag_id
        WHERE t.slug = NEW.slug AND a.person_id IS NEW.person_id
    );
END;

DROP TRIGGER IF EXISTS tag_alias_update;
CREATE TRIGGER tag_alias_update BEFORE UPDATE OF slug, tag_id, person_id ON bookmarks_tagalias
BEGIN
    SELECT RAISE(ABORT, 'An alias stands for another tag, which is no alias.')
    WHERE EXISTS (
        SELECT 1 FROM bookmarks_tag t WHERE t.id = NEW.tag_id AND (t.slug = NEW.slug OR EXISTS (
            SELECT 1 FROM bookmarks_tagalias a
            WHERE a.slug = t.slug AND a.person_id IS NEW.person_id AND a.id <> NEW.id
        ))
    ) OR EXISTS (
        SELECT 1 FROM bookmarks_tagalias a JOIN bookmarks_tag t ON t.id = a.tag_id
        WHERE t.slug = NEW.slug AND a.person_id IS NEW.person_id AND a.id <> NEW.id
    );
END;

-- What a tag means decides what its lists show: of its person, or of everybody.
DROP TRIGGER IF EXISTS revise_tag_alias_insert;
CREATE TRIGGER revise_tag_alias_insert AFTER INSERT ON bookmarks_tagalias
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.person_id WHERE NEW.person_id IS NOT NULL
    UNION ALL
    SELECT id FROM accounts_user WHERE NEW.person_id IS NULL;
END;

DROP TRIGGER IF EXISTS revise_tag_alias_update;
CREATE TRIGGER revise_tag_alias_update AFTER UPDATE ON bookmarks_tagalias
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT NEW.person_id WHERE NEW.person_id IS NOT NULL
    UNION ALL
    SELECT id FROM accounts_user WHERE NEW.person_id IS NULL;
END;

DROP TRIGGER IF EXISTS revise_tag_alias_delete;
CREATE TRIGGER revise_tag_alias_delete AFTER DELETE ON bookmarks_tagalias
BEGIN
    INSERT INTO bookmarks_revised (person_id)
    SELECT OLD.person_id WHERE OLD.person_id IS NOT NULL
    UNION ALL
    SELECT id FROM accounts_user WHERE OLD.person_id IS NULL;
END;
