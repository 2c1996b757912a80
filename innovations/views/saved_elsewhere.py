"""A form whose texts were saved elsewhere, in another window or by a colleague, while somebody typed."""

from dataclasses import dataclass

from django.shortcuts import render

from kipp import autosave


@dataclass(frozen=True)
class StoredField:
    """What is stored of one field: as a browser would send it, and as people read it."""

    name: str
    label: str
    value: str
    shown: str


@dataclass(frozen=True)
class Stored:
    """What is stored of a form while other words stand in its fields: it was saved elsewhere meanwhile."""

    save_number: int
    fields: list[StoredField]
    who: str


def form_page(request, template, form, stored: Stored | None, context):
    """Show the form with what was typed, or tell the browser that saves by itself why it is not saved."""
    if autosave.is_asked(request):
        if stored:
            values = {field.name: field.value for field in stored.fields}
            return autosave.saved_elsewhere(stored.save_number, values, stored.who)
        return autosave.refused(form)
    if stored:
        form.show_against(stored.save_number)
    return render(request, template, {**context, "form": form, "stored": stored})
