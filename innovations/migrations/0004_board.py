from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The board reads agency and status of an edition's innovations, and nothing else of them."""

    # An index is built without a lock outside of a transaction only.
    atomic = False

    dependencies = [
        ("innovations", "0003_entering"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="innovation",
            index=models.Index(fields=["edition", "agency", "status"], name="innovation_board"),
        ),
    ]
