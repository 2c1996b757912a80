from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms import CharField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kipp.saving.forms import DeedForm

from .invitations import obstacle_of_code
from .models import Agency, Government, Invitation, Role, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class InvitationForm(DeedForm):
    """An invitation to a post; gives out the arguments of `invitations.invite`."""

    class Meta:
        model = Invitation
        fields = ["email", "name", "role", "government", "agency", "letter"]
        help_texts = {
            "government": _("For a coordinator. A verifier who is employed by a government names it here."),
            "agency": _("For agency staff. A verifier who is employed by an agency names it here."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        existing = Agency.objects.existing_on(timezone.localdate())
        self.fields["agency"].queryset = existing.select_related("government")
        self.fields["agency"].label_from_instance = lambda agency: f"{agency.name} ({agency.government.name})"

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        role, government, agency = data.get("role"), data.get("government"), data.get("agency")
        if role == Role.STAFF and not agency:
            self.add_error("agency", _("Choose the agency whose staff this person is."))
        if role == Role.COORDINATOR and not government:
            self.add_error("government", _("Choose the government that this person coordinates."))
        if government and role not in (Role.COORDINATOR, Role.VERIFIER):
            self.add_error("government", _("Leave the government empty for this role."))
        if agency and role not in (Role.STAFF, Role.VERIFIER):
            self.add_error("agency", _("Leave the agency empty for this role."))
        if government and agency and role == Role.VERIFIER:
            self.add_error("agency", _("Name the government or the agency, not both."))
        return data


class StaffInvitationForm(DeedForm):
    """The person a coordinator invites as staff of an agency; gives out arguments of `invitations.invite`."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Agency"))

    class Meta:
        model = Invitation
        labels = {"name": _("Name"), "email": _("E-mail"), "letter": _("Letter of appointment")}
        fields = ["agency", *labels]

    def __init__(self, *args: Any, governments: list[Government], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.filter(government__in=governments).select_related(
            "government"
        )


class HandOverForm(forms.Form):
    """The person who takes over a post; empty where nobody does yet."""

    name = forms.CharField(label=_("Name of the successor"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("E-mail of the successor"),
        max_length=Invitation._meta.get_field("email").max_length,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("name") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the address to which the invitation is sent."))
        if data.get("email") and not data.get("name"):
            self.add_error("name", _("Write the name of the successor."))
        return data


class CodeForm(forms.Form):
    """The code of an invitation: all that is asked of those who have an account."""

    code = forms.CharField(
        label=_("Code of the invitation"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text=_("Six digits. They stand in the e-mail, and nobody else is told them."),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if sentence := obstacle_of_code(self.invitation, code, at=timezone.now()):
            raise ValidationError(sentence, "wrong_code")
        return code


class AcceptForm(CodeForm):
    """The code, and the password of a new account, typed twice."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters, not a common password, not only digits."),
    )
    password_again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.invitation.shown_code:
            self.fields["code"].help_text = _(
                "The six digits that stand in the e-mail, or the eight that your coordinator has told you."
            )

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, User(email=self.invitation.email, name=self.invitation.name))
        return password

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("password") and data.get("password_again") and data["password"] != data["password_again"]:
            self.add_error("password_again", _("The two passwords differ. Type the same one twice."))
        return data


class AgencyForm(forms.ModelForm):
    """A new agency; gives out the arguments of `agencies.register`."""

    class Meta:
        model = Agency
        fields = ["government", "kind", "name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["government"].queryset = Government.objects.all()


class SuccessorForm(forms.Form):
    """The agency that takes over, and since when; gives out the arguments of `agencies.succeed`."""

    successor = forms.ModelChoiceField(Agency.objects.none(), label=_("The agency that takes over"))
    on = forms.DateField(
        label=_("Its first day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    move_staff = forms.BooleanField(
        label=_("Give its staff the same post in that agency"), required=False, initial=True
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Agency.objects.filter(government=agency.government_id, successor=None).exclude(pk=agency.pk)
        self.fields["successor"].queryset = others


class RemindersForm(forms.ModelForm):
    """Whether somebody wants the daily digest of what waits for them."""

    class Meta:
        model = User
        fields = ["wants_reminders"]
        labels = {"wants_reminders": _("Remind me by e-mail")}
        help_texts = {
            "wants_reminders": _(
                "At most one e-mail a day: drafts before registration closes, corrections before they are "
                "due, innovations that wait for you. What happens to your innovations you are told anyway."
            )
        }


def _words(label: "StrOrPromise") -> CharField:
    search = forms.TextInput(attrs={"type": "search"})
    return forms.CharField(label=label, required=False, max_length=200, widget=search)


class PeopleFilter(forms.Form):
    """Which posts are listed: by words of the holder's name, address or office, by role, held now or all."""

    words = _words(_("Name, e-mail or office"))
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All")), *Role.choices])
    all_times = forms.BooleanField(label=_("Also posts that are not held now"), required=False)


class AgencyFilter(forms.Form):
    """Which agencies are listed: by words of their name, by government."""

    words = _words(_("Name of the agency"))
    government = forms.ModelChoiceField(
        Government.objects.all(), label=_("Government"), required=False, empty_label=_("All")
    )
