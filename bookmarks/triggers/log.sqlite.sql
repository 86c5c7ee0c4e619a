-- The moderation log only grows.
DROP TRIGGER IF EXISTS moderation_log_update;
CREATE TRIGGER moderation_log_update BEFORE UPDATE ON bookmarks_moderationentry
BEGIN
    SELECT RAISE(ABORT, 'The moderation log is append-only.');
END;

DROP TRIGGER IF EXISTS moderation_log_delete;
CREATE TRIGGER moderation_log_delete BEFORE DELETE ON bookmarks_moderationentry
BEGIN
    SELECT RAISE(ABORT, 'The moderation log is append-only.');
END;
