-- A tag that moderators took from a bookmark is not given to it again while that stands, whoever writes it.
DROP TRIGGER IF EXISTS untag;
CREATE TRIGGER untag BEFORE INSERT ON bookmarks_tagging
WHEN EXISTS (
    SELECT 1 FROM bookmarks_moderationentry e
    WHERE e.bookmark_id = NEW.bookmark_id AND e.tag_id = NEW.tag_id AND e.action = 'untag'
    AND NOT EXISTS (SELECT 1 FROM bookmarks_moderationentry u WHERE u.undoes_id = e.id)
)
BEGIN
    SELECT RAISE(IGNORE);
END;
