from django.db import migrations

WEIGHTS = """
CREATE FUNCTION rubric_weights_sum_to_100() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject bigint;
    total bigint;
BEGIN
    IF TG_TABLE_NAME = 'innovations_rubric' THEN
        subject := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        subject := OLD.rubric_id;
    ELSE
        subject := NEW.rubric_id;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM innovations_rubric WHERE id = subject) THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(sum(weight), 0) INTO total FROM innovations_criterion WHERE rubric_id = subject;
    IF total <> 100 THEN
        RAISE EXCEPTION 'the weights of rubric % sum to % and not to 100', subject, total
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER criterion_weights_sum_to_100
    AFTER INSERT OR UPDATE OR DELETE ON innovations_criterion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rubric_weights_sum_to_100();
CREATE CONSTRAINT TRIGGER rubric_weights_sum_to_100
    AFTER INSERT ON innovations_rubric
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rubric_weights_sum_to_100();
"""

NO_WEIGHTS = """
DROP TRIGGER rubric_weights_sum_to_100 ON innovations_rubric;
DROP TRIGGER criterion_weights_sum_to_100 ON innovations_criterion;
DROP FUNCTION rubric_weights_sum_to_100;
"""

LOCK = """
CREATE FUNCTION refuse_locked_rubric(subject bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM innovations_rubric WHERE id = subject AND locked_at IS NOT NULL) THEN
        RAISE EXCEPTION 'rubric % is locked: sheets were submitted by it', subject
            USING ERRCODE = 'check_violation';
    END IF;
END
$$;

CREATE FUNCTION rubric_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse_locked_rubric(OLD.id);
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER rubric_locked BEFORE UPDATE OR DELETE ON innovations_rubric
    FOR EACH ROW EXECUTE FUNCTION rubric_locked();

CREATE FUNCTION criterion_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM refuse_locked_rubric(OLD.rubric_id);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM refuse_locked_rubric(NEW.rubric_id);
    RETURN NEW;
END
$$;
CREATE TRIGGER criterion_locked BEFORE INSERT OR UPDATE OR DELETE ON innovations_criterion
    FOR EACH ROW EXECUTE FUNCTION criterion_locked();

CREATE FUNCTION criterion_part_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM refuse_locked_rubric(rubric_id) FROM innovations_criterion WHERE id = OLD.criterion_id;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM refuse_locked_rubric(rubric_id) FROM innovations_criterion WHERE id = NEW.criterion_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER band_locked BEFORE INSERT OR UPDATE OR DELETE ON innovations_band
    FOR EACH ROW EXECUTE FUNCTION criterion_part_locked();
CREATE TRIGGER criterion_sections_locked BEFORE INSERT OR UPDATE OR DELETE ON innovations_criterion_sections
    FOR EACH ROW EXECUTE FUNCTION criterion_part_locked();
"""

UNLOCK = """
DROP TRIGGER criterion_sections_locked ON innovations_criterion_sections;
DROP TRIGGER band_locked ON innovations_band;
DROP FUNCTION criterion_part_locked;
DROP TRIGGER criterion_locked ON innovations_criterion;
DROP FUNCTION criterion_locked;
DROP TRIGGER rubric_locked ON innovations_rubric;
DROP FUNCTION rubric_locked;
DROP FUNCTION refuse_locked_rubric(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("innovations", "0001_initial")]

    operations = [migrations.RunSQL(WEIGHTS, NO_WEIGHTS), migrations.RunSQL(LOCK, UNLOCK)]
