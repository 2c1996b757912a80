"""A form whose texts were saved elsewhere, in another window or by a colleague, while somebody typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BaseForm, BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from . import autosave
from .forms import SavedForm


@dataclass(frozen=True)
class StoredField:
    """The stored value of one field: as a browser would send it, and as people read it."""

    name: str
    label: str
    value: str
    shown: str


@dataclass(frozen=True)
class Stored:
    """The stored values of a form that was saved elsewhere while other words stand in its fields."""

    save_number: int
    fields: list[StoredField]
    who: str


def stored_in(form: BaseForm, save_number: int, who: str) -> Stored:
    """Return the stored values of an unbound form; `who` says where they were saved."""
    return Stored(save_number, [_stored_field(bound) for bound in form.visible_fields()], who)


def _stored_field(bound: BoundField) -> StoredField:
    value = bound.value()
    if isinstance(value, bool):
        sent, shown = ("on", _("yes")) if value else ("", _("no"))
    else:
        value = getattr(value, "pk", value)
        # A moment is sent in the format of its field.
        written = bound.field.widget.format_value(value) if hasattr(bound.field.widget, "format") else value
        sent = "" if written is None else str(written)
        shown = str(dict(getattr(bound.field, "choices", [])).get(value, sent))
    return StoredField(bound.name, str(bound.label), sent, shown)


def form_page(
    request: HttpRequest, template: str, form: SavedForm, stored: Stored | None, context: Mapping[str, object]
) -> HttpResponse:
    """Return the form with what was typed; to a browser that saves by itself, why it is not saved."""
    if autosave.is_asked(request):
        if stored:
            values = {field.name: field.value for field in stored.fields}
            return autosave.saved_elsewhere(stored.save_number, values, stored.who)
        return autosave.refused(form)
    if stored:
        form.show_against(stored.save_number)
    return render(request, template, {**context, "form": form, "stored": stored})
