from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .agency import Agency
from .government import Government
from .user import User
from .words import each_word_in


class Role(models.TextChoices):
    """What a post lets its holder do; docs/access.md says it for each page and deed."""

    STAFF = "staff", _("agency staff")
    COORDINATOR = "coordinator", _("coordinator (admin lokal)")
    VERIFIER = "verifier", _("verifier")
    BUREAU = "bureau", _("bureau (organiser)")
    AUDITOR = "auditor", _("auditor")


# On which side a role stands: nobody stands on two at the same time. The bureau decides about everybody's
# work, the auditor looks at the bureau's, and a verifier scores what staff and coordinators sent.
SIDES = {Role.BUREAU: 1, Role.AUDITOR: 2, Role.VERIFIER: 3, Role.STAFF: 4, Role.COORDINATOR: 4}


def office_fits_role() -> Q:
    """Return the condition that a post has the office that its role needs; invitations share it."""
    no_agency, no_government = Q(agency__isnull=True), Q(government__isnull=True)
    return (
        Q(role=Role.STAFF, agency__isnull=False) & no_government
        | Q(role=Role.COORDINATOR, government__isnull=False) & no_agency
        | Q(role=Role.VERIFIER) & (no_agency | no_government)
        | Q(role__in=[Role.BUREAU, Role.AUDITOR]) & no_agency & no_government
    )


def _days() -> Func:
    return Func(
        F("starts_on"), F("ends_on"), Value("[]"), function="DATERANGE", output_field=DateRangeField()
    )


def _side() -> Case:
    sides = (When(role=role, then=Value(side)) for role, side in SIDES.items())
    return Case(*sides, output_field=IntegerField())


class MembershipQuerySet(models.QuerySet):
    def held_on(self, day: date) -> Self:
        """Return posts that are held on that day; the first and the last day belong to them."""
        return self.held_from(day).filter(starts_on__lte=day)

    def held_from(self, day: date) -> Self:
        """Return posts that are held on that day or that come later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def with_offices(self) -> Self:
        """Return posts with what `office` and `office_government` read."""
        return self.select_related("government", "agency__government")

    def matching(self, words: str) -> Self:
        """Return posts that have each of the words in the holder's name or address, or in the office."""
        return self.filter(
            each_word_in(
                words,
                "user__name",
                "user__email",
                "agency__name",
                "agency__government__name",
                "government__name",
            )
        )


class Membership(models.Model):
    """A post: who holds which role, for which office, from when until when.

    Staff belong to an agency, coordinators to a government. A verifier may name one of the two as their
    employer, which is a conflict of interest by rule. The bureau and auditors have no office. Both days
    belong to the post; without an end it lasts until further notice.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    government = models.ForeignKey(
        Government, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="memberships")
    letter = models.CharField(_("letter of appointment"), max_length=150, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=office_fits_role(), name="membership_office_fits_role"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="membership_posts_do_not_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("government", 0), RangeOperators.EQUAL),
                    (Coalesce("agency", 0), RangeOperators.EQUAL),
                    (_days(), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="membership_stands_on_one_side_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (_side(), RangeOperators.NOT_EQUAL),
                    (_days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.office or '-'}"

    @property
    def office(self) -> Agency | Government | None:
        """The agency or government of the post, or None."""
        return self.agency or self.government

    @property
    def office_government(self) -> Government | None:
        """The government that the office belongs to, or None."""
        return self.agency.government if self.agency else self.government

    def is_held_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
