-- What was set, and by whom, is not rewritten.
DROP TRIGGER IF EXISTS setting_changes_update;
CREATE TRIGGER setting_changes_update BEFORE UPDATE ON accounts_settingchange
BEGIN
    SELECT RAISE(ABORT, 'The history of settings is append-only.');
END;

DROP TRIGGER IF EXISTS setting_changes_delete;
CREATE TRIGGER setting_changes_delete BEFORE DELETE ON accounts_settingchange
BEGIN
    SELECT RAISE(ABORT, 'The history of settings is append-only.');
END;
