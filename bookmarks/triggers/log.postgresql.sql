-- The moderation log only grows.
CREATE OR REPLACE FUNCTION moderation_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The moderation log is append-only.' USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE TRIGGER moderation_log BEFORE UPDATE OR DELETE ON bookmarks_moderationentry
FOR EACH ROW EXECUTE FUNCTION moderation_log();
