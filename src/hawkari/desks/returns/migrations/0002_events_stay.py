from django.db import migrations

# What happened stays: a row of the history may only be emptied, by the disposal of its case.
SQLITE = """
CREATE TRIGGER returns_event_stays BEFORE UPDATE ON returns_caseevent
WHEN NOT (NEW.erased AND NEW.body = '{}' AND NEW.case_id = OLD.case_id AND NEW.number = OLD.number
  AND NEW.kind = OLD.kind AND NEW.at = OLD.at AND NEW.recorded = OLD.recorded
  AND NEW.actor = OLD.actor AND NEW.second = OLD.second)
BEGIN SELECT RAISE(ABORT, 'what happened in a case is never changed'); END
"""
POSTGRESQL = """
CREATE FUNCTION returns_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.erased AND NEW.body = '{}'::jsonb AND NEW.case_id = OLD.case_id
    AND NEW.number = OLD.number AND NEW.kind = OLD.kind AND NEW.at = OLD.at
    AND NEW.recorded = OLD.recorded AND NEW.actor = OLD.actor AND NEW.second = OLD.second THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'what happened in a case is never changed';
END $$;
CREATE TRIGGER returns_event_stays BEFORE UPDATE ON returns_caseevent
FOR EACH ROW EXECUTE FUNCTION returns_event_stays();
"""


def stay(_apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def undo(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER returns_event_stays ON returns_caseevent")
        schema_editor.execute("DROP FUNCTION returns_event_stays()")
    else:
        schema_editor.execute("DROP TRIGGER returns_event_stays")


class Migration(migrations.Migration):

    dependencies = [("returns", "0001_cases")]

    operations = [migrations.RunPython(stay, undo)]
