"""Search that knows Indonesian words and overlooks accents, and titles that are alike."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

# A configuration of its own, for which to_tsvector is immutable: unaccent() itself is not.
CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION kipp (COPY = indonesian);
ALTER TEXT SEARCH CONFIGURATION kipp
    ALTER MAPPING FOR word, hword, hword_part WITH unaccent, indonesian_stem;
"""
NO_CONFIGURATION = "DROP TEXT SEARCH CONFIGURATION kipp;"


class Migration(migrations.Migration):
    dependencies = [("innovations", "0004_board")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(CONFIGURATION, NO_CONFIGURATION),
        migrations.AddField(
            "innovation",
            "words",
            models.GeneratedField(
                expression=django.contrib.postgres.search.SearchVector("title", "public_summary", config="kipp"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            "innovation",
            django.contrib.postgres.indexes.GinIndex(fields=["words"], name="innovation_words"),
        ),
        migrations.AddIndex(
            "innovation",
            django.contrib.postgres.indexes.GinIndex(
                fields=["title"], name="innovation_title_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
