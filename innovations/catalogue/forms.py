from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CatalogueForm(forms.Form):
    """What the public looks for: words, and one year, tier or government, or all of them.

    Only what was awarded is offered: `awarded` has rows of year, size and name of the tier, code and name of
    the government.
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

    def __init__(self, *args: Any, awarded: Iterable[dict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        awarded = list(awarded)
        years = sorted({row["year"] for row in awarded}, reverse=True)
        tiers = {row["size"]: row["tier_name"] for row in awarded}
        by_code = {row["code"]: row["government"] for row in awarded}
        self.fields["year"].choices = [("", _("All years")), *((year, year) for year in years)]
        self.fields["tier"].choices = [("", _("All")), *sorted(tiers.items())]
        self.fields["government"].choices = [("", _("All")), *sorted(by_code.items())]
