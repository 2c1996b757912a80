from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from innovations.models import Award


class CatalogueForm(forms.Form):
    """What the public looks for: words, and a year, a tier or a government, or every one.

    Offered are those of the awards that are given to it, with their edition, tier and government.
    """

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    tier = forms.TypedChoiceField(label=_("Reached"), required=False, coerce=int, empty_value=None)
    government = forms.ChoiceField(label=_("Government"), required=False)

    def __init__(self, *args, awards: Iterable[Award], **kwargs):
        super().__init__(*args, **kwargs)
        awards = list(awards)
        governments = [award.innovation.agency.government for award in awards]
        years = sorted({award.edition.year for award in awards}, reverse=True)
        tiers = {award.tier.size: award.tier.local_name for award in awards}
        by_code = {government.code: government.name for government in governments}
        self.fields["year"].choices = [("", _("All years")), *((year, year) for year in years)]
        self.fields["tier"].choices = [("", _("All")), *sorted(tiers.items())]
        self.fields["government"].choices = [("", _("All")), *sorted(by_code.items())]
