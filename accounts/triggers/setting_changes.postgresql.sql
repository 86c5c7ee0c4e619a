-- What was set, and by whom, is not rewritten.
CREATE OR REPLACE FUNCTION setting_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The history of settings is append-only.' USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE TRIGGER setting_changes BEFORE UPDATE OR DELETE ON accounts_settingchange
FOR EACH ROW EXECUTE FUNCTION setting_changes();
