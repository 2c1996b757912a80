"""Find agencies by a part of their names without reading every name."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_wrong_codes")]

    operations = [
        TrigramExtension(),
        migrations.AddIndex(
            "agency",
            django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name"), "gin_trgm_ops"
                ),
                name="agency_name_trigrams",
            ),
        ),
    ]
