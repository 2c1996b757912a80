"""Keep who approved an invitation, that nobody appoints themselves, and that everybody stands on one side.

Two rules of invitations are not asked of older rows: these were accepted before there was anybody to approve.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Case, F, Func, Q, Value, When

SIDES = {"bureau": 1, "auditor": 2, "verifier": 3, "staff": 4, "coordinator": 4}


def require_one_side(apps, schema_editor):
    """Stop, and name them, where somebody held posts together that nobody holds together any more."""
    by_person = {}
    for post in apps.get_model("accounts", "Membership").objects.order_by("user", "pk"):
        by_person.setdefault(post.user_id, []).append(post)
    wrong = [
        f"account {person}: post {one.pk} ({one.role}) and post {two.pk} ({two.role})"
        for person, posts in by_person.items()
        for number, one in enumerate(posts)
        for two in posts[number + 1 :]
        if SIDES[one.role] != SIDES[two.role] and _overlap(one, two)
    ]
    if wrong:
        raise ValueError(
            "Nobody holds these posts together any more. Give one of each pair another last day "
            "(accounts_membership.ends_on), before the first day of the other, and migrate again. "
            + "; ".join(wrong)
        )


def _overlap(one, two):
    first, second = sorted((one, two), key=lambda post: post.starts_on)
    return first.ends_on is None or first.ends_on >= second.starts_on


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_agency_name_trigrams")]

    operations = [
        migrations.AddField("invitation", "approved_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "invitation",
            "approved_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "invitation", "shown_code", models.CharField(blank=True, db_default="", default="", max_length=128)
        ),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="invitation_approved_by_someone",
            ),
        ),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=~Q(approved_by=F("invited_by")),
                name="invitation_approved_by_another_than_who_invited",
            ),
        ),
        AddConstraintNotValid(
            "invitation",
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True)
                | ~Q(role__in=("bureau", "auditor"), invited_by__isnull=False, approved_at__isnull=True),
                name="invitation_accepted_after_it_was_approved",
            ),
        ),
        AddConstraintNotValid(
            "invitation",
            models.CheckConstraint(
                condition=~Q(accepted_by=F("invited_by")) & ~Q(accepted_by=F("approved_by")),
                name="invitation_accepted_by_another_than_who_appointed",
            ),
        ),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=Q(shown_code="") | Q(role="staff", invited_by__isnull=False),
                name="invitation_shows_a_code_for_staff_only",
            ),
        ),
        migrations.RunPython(require_one_side, migrations.RunPython.noop),
        migrations.AddConstraint(
            "membership",
            django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("user", "="),
                    (
                        Case(
                            *(When(role=role, then=Value(side)) for role, side in SIDES.items()),
                            output_field=models.IntegerField(),
                        ),
                        "<>",
                    ),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            Value("[]"),
                            function="DATERANGE",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="membership_stands_on_one_side_at_a_time",
            ),
        ),
    ]
