from django.db import migrations, models


class Migration(migrations.Migration):
    """The board reads agency and status of an edition's innovations, and nothing else of them."""

    dependencies = [
        ("innovations", "0003_entering"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="innovation",
            index=models.Index(fields=["edition", "agency", "status"], name="innovation_board"),
        ),
    ]
