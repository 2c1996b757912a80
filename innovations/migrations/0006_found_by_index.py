from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    """Whether a file or a title stands elsewhere in the edition is asked whenever an entry is read."""

    dependencies = [
        ("innovations", "0005_likeness"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["sha256"], name="evidence_same_file"),
        ),
        migrations.AddIndex(
            model_name="innovation",
            index=models.Index(models.F("edition"), Upper("title"), name="innovation_title_in_edition"),
        ),
    ]
