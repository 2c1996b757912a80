"""Who made an innovation, as its agency types it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from innovations.models import Innovator
from kipp.accounts.models import Agency


class InnovatorForm(forms.ModelForm):
    """Gives out the name and the role that `makers.add_innovator` takes."""

    class Meta:
        model = Innovator
        fields = ["name", "role"]
        help_texts = {"role": _("Such as initiator, midwife, or village head.")}

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def _post_clean(self):
        # The deed writes the row, and says itself when the name is on the list already.
        pass


class PartnerSearchForm(forms.Form):
    """Words of the name of an agency that is to be named as a partner."""

    words = forms.CharField(
        label=_("Name of the agency"), max_length=150, widget=forms.TextInput(attrs={"type": "search"})
    )


class PartnerForm(forms.Form):
    """The agency that was chosen among those found."""

    agency = forms.ModelChoiceField(Agency.objects.all(), widget=forms.HiddenInput)
