from datetime import datetime
from typing import Self

from django.contrib.auth.hashers import check_password, make_password
from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _

from .agency import Agency
from .government import Government
from .membership import Role, office_fits_role
from .user import User

_signer = signing.Signer(salt="kipp.accounts.invitation")

# To these roles a second member of the bureau appoints: they judge, or read what is sealed.
BY_TWO = (Role.BUREAU, Role.AUDITOR)
_UNAPPROVED = Q(role__in=BY_TWO, invited_by__isnull=False, approved_at__isnull=True)


class InvitationQuerySet(models.QuerySet):
    def waiting(self, at: datetime) -> Self:
        """Return invitations that are not used, revoked or too old at that moment."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=at)

    def to_approve(self, at: datetime) -> Self:
        """Return those of the waiting ones that a second member of the bureau has to approve first."""
        return self.waiting(at).filter(_UNAPPROVED)


class Invitation(models.Model):
    """An invitation to a post, by a link and a code that can be used once, by someone who holds both.

    The link is the signed number of the row and can be shown again (people pass it on by WhatsApp). The code
    is another digest of the number. It goes only to the mailbox, so the person who types it reads that
    mailbox.

    For staff who do not look into their mailbox a coordinator may get a second code, shown once. Only its
    salted hash is stored.
    """

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=12, choices=Role)
    government = models.ForeignKey(
        Government, models.PROTECT, null=True, blank=True, verbose_name=_("government")
    )
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, verbose_name=_("agency"))
    letter = models.CharField(_("letter of appointment"), max_length=150, blank=True)
    # None: one of the first two members of a bureau, invited from the command line.
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    # The second member of the bureau, where the post takes two.
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    # Wrong codes, typed by somebody who holds the link: too many revoke it.
    wrong_codes = models.PositiveSmallIntegerField(default=0, db_default=0)
    # The hash of the code that its coordinator was shown; empty if none was.
    shown_code = models.CharField(max_length=128, blank=True, default="", db_default="")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(condition=office_fits_role(), name="invitation_office_fits_role"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at__isnull=True),
                name="invitation_accepted_by_someone_and_not_revoked",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="invitation_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("invited_by")),
                name="invitation_approved_by_another_than_who_invited",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | ~_UNAPPROVED,
                name="invitation_accepted_after_it_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(accepted_by=F("invited_by")) & ~Q(accepted_by=F("approved_by")),
                name="invitation_accepted_by_another_than_who_appointed",
            ),
            models.CheckConstraint(
                condition=Q(shown_code="") | Q(role=Role.STAFF, invited_by__isnull=False),
                name="invitation_shows_a_code_for_staff_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"

    def get_absolute_url(self) -> str:
        return reverse("accept_invitation", args=[_signer.sign(str(self.pk))])

    @classmethod
    def from_token(cls, token: str) -> Self | None:
        """Return the invitation of a link's token, or None for a token that the portal did not make."""
        try:
            return cls.objects.select_related("government", "agency").get(pk=int(_signer.unsign(token)))
        except (signing.BadSignature, cls.DoesNotExist):
            return None

    @property
    def code(self) -> str:
        """Six digits, sent only to the mailbox: a link alone opens nothing, and no page shows the code."""
        digest = salted_hmac("kipp.accounts.invitation.code", str(self.pk), algorithm="sha256").digest()
        return f"{int.from_bytes(digest) % 1_000_000:06}"

    def is_mailed_code(self, code: str) -> bool:
        return constant_time_compare(code, self.code)

    def is_shown_code(self, code: str) -> bool:
        return bool(self.shown_code) and check_password(code, self.shown_code)

    def make_shown_code(self) -> str:
        """Make and return a code of eight digits that its coordinator is shown. Only the hash is kept."""
        code = get_random_string(8, "0123456789")
        self.shown_code = make_password(code)
        return code

    @property
    def office(self) -> Agency | Government | None:
        return self.agency or self.government

    @property
    def is_to_be_approved(self) -> bool:
        """Whether a second member of the bureau has to approve it before it works."""
        return self.role in BY_TWO and self.invited_by_id is not None and self.approved_at is None

    def is_waiting(self, at: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at

    def works(self, at: datetime) -> bool:
        """Return whether its link and its code can still be used at that moment."""
        return self.is_waiting(at) and not self.is_to_be_approved
