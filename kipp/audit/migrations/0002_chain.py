from django.db import migrations

# The chain: a line gets its number, the moment, the hash of the line before and its own hash. The lock
# is held to commit, so numbers have no gap. The hashed text is rebuilt in kipp/audit/trail.py: both
# change together or not at all.
CHAIN = """
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('audit_trailentry'));
    SELECT number, hash INTO last FROM audit_trailentry ORDER BY number DESC LIMIT 1;
    NEW.number := coalesce(last.number, 0) + 1;
    NEW.previous_hash := coalesce(last.hash, repeat('0', 64));
    NEW.recorded_at := clock_timestamp();
    NEW.hash := encode(sha256(convert_to(
        NEW.number::text || E'\\n' ||
        to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || E'\\n' ||
        to_char(NEW.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || E'\\n' ||
        coalesce(NEW.actor::text, '') || E'\\n' ||
        NEW.action || E'\\n' ||
        NEW.subject || E'\\n' ||
        NEW.facts::text || E'\\n' ||
        NEW.previous_hash, 'UTF8')), 'hex');
    RETURN NEW;
END
$$;
CREATE TRIGGER audit_chain BEFORE INSERT ON audit_trailentry
    FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the trail is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_trailentry
    FOR EACH ROW EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_trailentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
"""

UNCHAIN = """
DROP TRIGGER audit_no_truncate ON audit_trailentry;
DROP TRIGGER audit_append_only ON audit_trailentry;
DROP FUNCTION audit_append_only;
DROP TRIGGER audit_chain ON audit_trailentry;
DROP FUNCTION audit_chain;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(CHAIN, UNCHAIN)]
