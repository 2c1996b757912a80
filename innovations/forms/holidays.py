from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class HolidaysForm(forms.Form):
    """Holidays as they are pasted, a day a line; `lines` gives out {day: name}."""

    lines = forms.CharField(
        label=gettext_lazy("Holidays, one a line"),
        help_text=gettext_lazy("The day as year-month-day and its name, such as 2026-12-25 Hari Natal."),
        max_length=20_000,
        widget=forms.Textarea({"rows": 6}),
    )

    def clean_lines(self) -> dict[date, str]:
        days, errors = {}, []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), start=1):
            if not line.strip():
                continue
            written, name = [*line.split(maxsplit=1), ""][:2]
            try:
                day = date.fromisoformat(written)
            except ValueError:
                errors.append(
                    _("Line %(number)d: write the day as in 2026-12-25, then its name.") % {"number": number}
                )
                continue
            name = name.strip(" \t,;-–")
            if not 0 < len(name) <= 150:
                errors.append(
                    _("Line %(number)d: the day needs a name of at most 150 characters.") % {"number": number}
                )
            days[day] = name
        if errors:
            raise forms.ValidationError(errors)
        return days
