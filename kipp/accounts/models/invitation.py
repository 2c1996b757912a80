from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from .agency import Agency
from .government import Government
from .membership import Role, office_fits_role
from .user import User

_signer = signing.Signer(salt="kipp.accounts.invitation")


class InvitationQuerySet(models.QuerySet):
    def waiting(self, at):
        """Invitations whose link can still be used at that moment."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """An invitation to a post, by a link and a code that whoever holds both can use once.

    The link is the signed number of the row, the code another digest of it: they can be shown again (people
    pass the link on by WhatsApp) and nothing secret is stored.
    """

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=12, choices=Role)
    government = models.ForeignKey(
        Government, models.PROTECT, null=True, blank=True, verbose_name=_("government")
    )
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, verbose_name=_("agency"))
    letter = models.CharField(_("letter of appointment"), max_length=150, blank=True)
    # Nobody: the first member of a bureau, invited from the command line.
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    # Guesses by somebody who holds the link: too many revoke it.
    wrong_codes = models.PositiveSmallIntegerField(default=0, db_default=0)

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
        ]

    def __str__(self):
        return f"{self.email}: {self.get_role_display()}"

    def get_absolute_url(self):
        return reverse("accept_invitation", args=[_signer.sign(str(self.pk))])

    @classmethod
    def from_token(cls, token):
        """Return the invitation of a link's token, or None for a token that we did not make."""
        try:
            return cls.objects.select_related("government", "agency").get(pk=int(_signer.unsign(token)))
        except (signing.BadSignature, cls.DoesNotExist):
            return None

    @property
    def code(self) -> str:
        """Six digits that are told by another way than the link: a link that went astray opens nothing."""
        digest = salted_hmac("kipp.accounts.invitation.code", str(self.pk), algorithm="sha256").digest()
        return f"{int.from_bytes(digest) % 1_000_000:06}"

    @property
    def office(self):
        return self.agency or self.government

    def is_waiting(self, at):
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at
