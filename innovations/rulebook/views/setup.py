"""The pages on which the bureau writes the rules of an edition, one page for each part."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, TextChoices
from django.forms import BaseForm, BaseFormSet, Form
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from innovations.editions.models import Edition, Stage
from innovations.rulebook import forms
from innovations.rulebook import setup as deeds
from innovations.rulebook.models import OwnerKind, Rubric, Rule
from kipp.accounts.access import for_roles
from kipp.accounts.language import reads_english
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals
from kipp.saving.deed_page import deed_page

_LEADS = {
    "stages": gettext_lazy(
        "A stage opens after the one before has closed. The closing minute still counts. The weights of the "
        "scored stages sum to 100."
    ),
    "sections": gettext_lazy("What agencies write, each part with its own limit of words."),
    "categories": gettext_lazy("What an innovation is about: each belongs to one."),
    "groups": gettext_lazy("Each group is ranked by itself and has tiers of its own."),
    "documents": gettext_lazy("The papers that every entry has to bring, each as a PDF."),
    "quotas": gettext_lazy(
        "How many innovations may be sent. A place is taken by what is sent, not by drafts."
    ),
    "regulations": gettext_lazy(
        "Where each rule comes from: agencies and the bureau read it beside the rule. A new edition begins "
        "with the conditions of the national competition; put your own decree in their place."
    ),
    "tiers": gettext_lazy("The cuts of the ranking, nested by their places: Top 40, Top 20."),
    "rubric": gettext_lazy(
        "What points from 0 to 100 are given for. The weights sum to 100, or nothing is saved."
    ),
    "bands": gettext_lazy(
        "What points mean in words, the same for every criterion: each band goes from its points up to the "
        "next one."
    ),
}
_LIST_FORMS: dict[str, type[forms.RowForm]] = {
    "sections": forms.SectionForm,
    "categories": forms.CategoryForm,
    "groups": forms.GroupForm,
    "documents": forms.DocumentForm,
}
# The parts in which each kind always has one row.
_KIND_FORMS: dict[str, tuple[type[Form], type[TextChoices]]] = {
    "quotas": (forms.QuotaForm, OwnerKind),
    "regulations": (forms.RegulationForm, Rule),
}


@dataclass
class Setup:
    """A page of rows: what stands in them, what may be done, and how it is saved."""

    part: str
    form: type
    initial: list[dict]
    obstacle: str
    # Takes the formset and, where there is a form above the rows, what was typed there.
    save: Callable
    base: type = forms.ListRows
    options: dict = field(default_factory=dict)
    # Where each kind has exactly one row: the kinds as (value, label).
    kinds: list = field(default_factory=list)
    # Makes the form above the rows from what was sent.
    head: Callable | None = None
    # Whether saving writes a new version: then rows are not saved one by one.
    replaces: bool = False

    @property
    def can_add(self) -> bool:
        return not self.kinds


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def edition_setup(request: AuthenticatedRequest, year: int, part: str) -> HttpResponse:
    """Show the general facts, or one of the lists of an edition."""
    edition = get_object_or_404(Edition.objects.prefetch_related("stages"), year=year)
    if part == "general":
        return _general(request, edition)
    if part == "stages":
        return _rows(request, edition, _stages(request, edition))
    if part == "quotas":
        return _rows(request, edition, _quotas(request, edition))
    if part == "regulations":
        return _rows(request, edition, _regulations(request, edition))
    if part in _LIST_FORMS:
        return _rows(request, edition, _list(request, edition, part))
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def stage_setup(request: AuthenticatedRequest, pk: int, part: str) -> HttpResponse:
    """Show the tiers of a scored stage, or the criteria of its newest rubric and what their points mean."""
    stages = Stage.objects.filter(kind__in=Stage.SCORED_KINDS).select_related("edition")
    stage = get_object_or_404(stages, pk=pk)
    if part == "tiers":
        return _rows(request, stage.edition, _tiers(request, stage), stage=stage)
    if part in _RUBRIC_PARTS:
        rubrics = Rubric.objects.select_related("stage__edition").order_by("-version")
        rubric = rubrics.filter(stage=stage).first()
        if rubric:
            return _rows(request, stage.edition, _RUBRIC_PARTS[part](request, rubric), stage=stage)
    raise Http404


def _general(request: AuthenticatedRequest, edition: Edition) -> HttpResponse:
    obstacle = deeds.obstacle(edition)
    form = forms.GeneralForm(request.POST or None, initial=model_to_dict(edition))
    return deed_page(
        request,
        "editions/setup_general.html",
        form,
        lambda **fields: deeds.change_general(edition, fields, by=request.user, at=timezone.now()),
        done=_("Saved."),
        then=redirect(edition),
        context={"edition": edition, "obstacle": obstacle, "title": deeds.PARTS["general"]},
    )


def _rows(
    request: AuthenticatedRequest, edition: Edition, setup: Setup, *, stage: Stage | None = None
) -> HttpResponse:
    """Show the rows, or save them and go back to the edition, or on to one more row."""
    extra = int(setup.can_add and ("add" in request.GET or setup.replaces or not setup.initial))
    formset_class = forms.rows_of(setup.form, setup.base, extra=extra, can_delete=setup.can_add)
    data = request.POST or None
    initial = None if data else setup.initial
    formset = formset_class(data, initial=initial, form_kwargs=setup.options)
    head = setup.head(data) if setup.head else None
    refused: list[str] = []
    # Both are validated, so that the errors of both are shown at once.
    if data and all([formset.is_valid(), head is None or head.is_valid()]):
        with refusals.shown_in(_Refused(refused)):
            setup.save(formset, **(head.cleaned_data if head else {}))
            messages.success(request, _("Saved."))
            if "add" in data:
                return redirect(f"{request.path}?add=1#row-{len(formset.rows) + 1}")
            return redirect(edition)
    return render(
        request,
        "editions/setup_rows.html",
        {
            "edition": edition,
            "stage": stage,
            "title": deeds.PARTS[setup.part],
            "lead": _LEADS[setup.part],
            "part": setup.part,
            "formset": formset,
            "head": head,
            "replaces": setup.replaces,
            "names": _names(formset, setup),
            "refused": refused,
            "obstacle": setup.obstacle,
            "can_add": setup.can_add and not setup.replaces,
            "are_all_open": bool(setup.kinds),
        },
    )


class _Refused:
    """Takes the sentences of a refused deed where no single form can show them."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences

    def add_error(self, _field: None, refusal: ValidationError) -> None:
        self.sentences.extend(refusal.messages)


def _names(formset: BaseFormSet, setup: Setup) -> list[tuple[BaseForm, str | Promise, bool]]:
    """Return the heading of each row; an empty one stands for a new row."""
    found = []
    for form in formset.forms:
        name: str | Promise = _named(form) if form.named_by else ""
        if setup.part == "stages":
            name = dict(Stage.Kind.choices).get(str(name), "")
        if setup.kinds:
            name = dict(setup.kinds).get(form["pk"].value(), "")
        found.append((form, name or _("New row"), bool(form.errors) or not name))
    return found


def _named(form: BaseForm) -> str:
    """Return the name of the row, in the reader's language where it has a twin."""
    twin = f"{form.named_by}_en"
    english = form[twin].value() if twin in form.fields and reads_english() else ""
    return english or form[form.named_by].value()


def _deed(
    request: AuthenticatedRequest, deed: Callable[..., object], subject: Edition | Stage | Rubric, *names: str
) -> Callable:
    """Return the function that saves the rows of a formset by a deed."""

    def save(formset: Any, **typed: Any) -> None:
        deed(subject, *names, formset.rows, formset.removed, **typed, by=request.user, at=timezone.now())

    return save


def _numbered(rows: Iterable[Model], fields: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {"turn": turn, **{name: getattr(row, name) for name in ("pk", *fields)}}
        for turn, row in enumerate(rows, start=1)
    ]


def _list(request: AuthenticatedRequest, edition: Edition, part: str) -> Setup:
    form = _LIST_FORMS[part]
    fields = [name for name in form.base_fields if name not in ("pk", "turn")]
    return Setup(
        part,
        form,
        _numbered(deeds.LISTS[part].objects.filter(edition=edition), fields),
        deeds.obstacle(edition),
        _deed(request, deeds.change_list, edition, part),
        base=forms.Rows if part == "documents" else forms.ListRows,
    )


def _quotas(request: AuthenticatedRequest, edition: Edition) -> Setup:
    known = {quota.owner_kind: quota for quota in edition.quotas.all()}
    return _one_a_kind(request, edition, "quotas", known, deeds.change_quotas)


def _regulations(request: AuthenticatedRequest, edition: Edition) -> Setup:
    known = {regulation.rule: regulation for regulation in edition.regulations.all()}
    return _one_a_kind(request, edition, "regulations", known, deeds.change_regulations)


def _one_a_kind(
    request: AuthenticatedRequest,
    edition: Edition,
    part: str,
    known: Mapping[str, Model],
    deed: Callable[..., object],
) -> Setup:
    """Return the setup with one row for each kind, of which `known` are stored.

    The deed takes their values by kind.
    """
    form, kinds = _KIND_FORMS[part]
    fields = [name for name in form.base_fields if name != "pk"]

    def save(formset: Any) -> None:
        values = {row["pk"]: tuple(row[name] for name in fields) for row in formset.rows}
        deed(edition, values, by=request.user, at=timezone.now())

    return Setup(
        part,
        form,
        [
            {"pk": kind.value, **{name: getattr(known.get(kind), name, None) for name in fields}}
            for kind in kinds
        ],
        deeds.obstacle(edition),
        save,
        base=forms.Rows,
        kinds=kinds.choices,
    )


def _stages(request: AuthenticatedRequest, edition: Edition) -> Setup:
    stages = [stage for stage in edition.stages.all() if not stage.begun_at]
    fields = [name for name in forms.StageForm.base_fields if name != "pk"]
    return Setup(
        "stages",
        forms.StageForm,
        [{name: getattr(stage, name) for name in ("pk", *fields)} for stage in stages],
        deeds.obstacle_of_stage(stages[0])
        if stages
        else _("All stages have begun, so their rules stay as they are."),
        _deed(request, deeds.change_stages, edition),
        base=forms.StageRows,
    )


def _tiers(request: AuthenticatedRequest, stage: Stage) -> Setup:
    fields = [name for name in forms.TierForm.base_fields if name != "pk"]
    return Setup(
        "tiers",
        forms.TierForm,
        [{name: getattr(tier, name) for name in ("pk", *fields)} for tier in stage.tiers.all()],
        deeds.obstacle_of_stage(stage),
        _deed(request, deeds.change_tiers, stage),
        base=forms.TierRows,
        options={"groups": list(stage.edition.groups.all())},
    )


def _rubric(request: AuthenticatedRequest, rubric: Rubric) -> Setup:
    fields = [name for name in forms.CriterionForm.base_fields if name not in ("pk", "turn", "sections")]
    criteria = list(rubric.criteria.prefetch_related("sections"))
    reads = [{"sections": [section.code for section in criterion.sections.all()]} for criterion in criteria]
    replaces = deeds.replaces_rubrics(rubric.stage.edition)
    return Setup(
        "rubric",
        forms.CriterionForm,
        [row | read for row, read in zip(_numbered(criteria, fields), reads, strict=True)],
        deeds.obstacle_of_rubric(rubric),
        _deed(request, deeds.change_rubric, rubric),
        base=forms.CriterionRows,
        options={"sections": list(rubric.stage.edition.sections.all())},
        head=partial(forms.RubricForm, initial={"passing_grade": rubric.passing_grade}, replaces=replaces),
        replaces=replaces,
    )


def _bands(request: AuthenticatedRequest, rubric: Rubric) -> Setup:
    fields = [name for name in forms.BandForm.base_fields if name != "pk"]
    first = rubric.criteria.prefetch_related("bands").first()
    bands = first.bands.all() if first else []
    replaces = deeds.replaces_rubrics(rubric.stage.edition)
    return Setup(
        "bands",
        forms.BandForm,
        [{name: getattr(band, name) for name in ("pk", *fields)} for band in bands],
        deeds.obstacle_of_rubric(rubric),
        _deed(request, deeds.change_bands, rubric),
        base=forms.BandRows,
        head=partial(forms.VersionForm, replaces=replaces),
        replaces=replaces,
    )


_RUBRIC_PARTS = {"rubric": _rubric, "bands": _bands}
