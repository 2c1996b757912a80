"""The rules of an edition with which an innovation is compared: shown to the agency and to the bureau.

Each rule is a small function of RULES. They sum up what completeness.py finds missing and what
competing_entries.py says that others took. docs/rules.md explains the rules to people.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innovations.editions.models import Edition
from innovations.proposals.models import Innovation, Revision
from innovations.proposals.required_documents import Listed, required_documents
from innovations.proposals.sections import SectionProgress, SectionState
from innovations.rulebook.models import RequiredDocument, Rule
from kipp.moments import as_day

from .competing_entries import CompetingEntries, competing_entries_of, won_before
from .completeness import is_placed, lacking

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    LOOK = "look"  # People have to look: the portal can't tell.


# What the bureau may set aside, with its reason. Any other rule that is not met stops the sending.
DECIDED_BY_THE_BUREAU = {Rule.AGE, Rule.TITLE, Rule.AWARDS}


@dataclass(frozen=True)
class Verdict:
    """What a rule of the edition says of an innovation, and why, as a sentence."""

    rule: Rule
    outcome: Outcome
    reason: str
    # Whether it stops the sending (lifecycle.py). About others that are not met the bureau decides.
    keeps_from_sending: bool = False
    # Where the edition has the rule from; empty where that was not said.
    regulation: str = ""
    # Why the bureau does not hold it against the innovation; empty where it does.
    set_aside: str = ""

    @property
    def can_be_set_aside(self) -> bool:
        is_held_against = self.outcome != Outcome.PASS and not self.set_aside
        return is_held_against and self.rule in DECIDED_BY_THE_BUREAU


@dataclass(frozen=True)
class Facts:
    """What the rules look at: an innovation, what a revision of it contains, and the others."""

    innovation: Innovation
    sections: list[SectionProgress]
    # The documents that the edition requires, as required_documents.required_documents finds them.
    documents: "list[WithAnnotations[RequiredDocument, Listed]]"
    others: CompetingEntries
    # Title, tier and year of each earlier award, as competing_entries.won_before finds them.
    won: list[tuple[str, str, int]]


def verdicts(revision: Revision, sections: list[SectionProgress]) -> list[Verdict]:
    """Return the verdict of each rule that the edition has on this revision of an innovation.

    `sections` is its progress. Six queries and the edition's stages, provided that group and category came
    with the innovation.
    """
    innovation = revision.innovation
    documents, others = list(required_documents(revision)), competing_entries_of(innovation)
    sources = {one.rule: one.local_name for one in innovation.edition.regulations.all()}
    overrides = {one.rule: one.reason for one in innovation.overrides.all()}
    return [
        replace(verdict, regulation=sources.get(verdict.rule, ""), set_aside=overrides.get(verdict.rule, ""))
        for verdict in judged(Facts(innovation, sections, documents, others, won_before(innovation)))
    ]


def judged(facts: Facts) -> list[Verdict]:
    """Return the verdict of each rule on the facts: no query."""
    return [verdict for judge in RULES if (verdict := judge(facts))]


def full_months(start: date, end: date) -> int:
    """Return how many whole months lie between two days: none from 31 January to 28 February."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if end.day >= start.day else months - 1


def age_counts_to(edition: Edition) -> date | None:
    """Return the day to which the age is counted, or None where the edition has no registration.

    As in the national competition, the age is counted from the start of implementation to the closing of
    registration. An edition may name another day; an extension keeps the day that was announced before.
    """
    if edition.age_counts_to:
        return edition.age_counts_to
    registration = edition.registration
    return timezone.localdate(registration.closes_at) if registration else None


def _age(facts: Facts) -> Verdict:
    """Judge by the start of implementation: neither a trial nor the launch counts."""
    start, edition = facts.innovation.started_on, facts.innovation.edition
    day = age_counts_to(edition)
    if start is None or day is None:
        return _missing(Rule.AGE, _("It is not known since when the innovation is implemented."))
    age, minimum = full_months(start, day), edition.minimum_age_months
    reason = ngettext(
        "Implemented since %(start)s: %(age)d whole month by %(day)s; at least %(minimum)d are needed.",
        "Implemented since %(start)s: %(age)d whole months by %(day)s; at least %(minimum)d are needed.",
        max(age, 0),
    ) % {
        "start": as_day(start),
        "age": max(age, 0),
        "day": as_day(day),
        "minimum": minimum,
    }
    return Verdict(Rule.AGE, Outcome.PASS if age >= minimum else Outcome.FAIL, reason)


def _start_proof(facts: Facts) -> Verdict | None:
    """Judge in editions that require the proof of the start."""
    proof = next((one for one in facts.documents if one.code == RequiredDocument.START_PROOF), None)
    if proof is None:
        return None
    if not proof.is_there:
        return _missing(Rule.START_PROOF, _("Attach what proves the day on which implementation began."))
    reason = _("The proof of the day on which implementation began is attached.")
    return Verdict(Rule.START_PROOF, Outcome.PASS, reason)


def _quota(facts: Facts) -> Verdict:
    others = facts.others
    if others.limit is None:
        return Verdict(Rule.QUOTA, Outcome.PASS, _("This edition sets no limit for this kind of owner."))
    reason = _("%(taken)d of %(limit)d places are taken by other innovations.") % {
        "taken": others.places_taken,
        "limit": others.limit,
    }
    if others.quota_is_full:
        return _missing(Rule.QUOTA, reason)
    return Verdict(Rule.QUOTA, Outcome.PASS, reason)


def _title(facts: Facts) -> Verdict:
    if facts.others.has_same_title:
        reason = _("Another innovation of this edition has the same title.")
        return Verdict(Rule.TITLE, Outcome.FAIL, reason)
    return Verdict(Rule.TITLE, Outcome.PASS, _("No other innovation of this edition has this title."))


def _awards(facts: Facts) -> Verdict:
    if not facts.won:
        reason = _("No earlier award for an innovation with such a title is known.")
        return Verdict(Rule.AWARDS, Outcome.PASS, reason)
    won = "; ".join(f"“{title}” ({tier}, {year})" for title, tier, year in facts.won)
    reason = _("Awarded before: %(awards)s. The bureau looks whether it may enter again.") % {"awards": won}
    return Verdict(Rule.AWARDS, Outcome.LOOK, reason)


def _category(facts: Facts) -> Verdict:
    innovation = facts.innovation
    if not is_placed(innovation):
        return _missing(Rule.CATEGORY, _("Choose a category of this edition."))
    reason = _("Group: %(group)s. Category: %(category)s.") % {
        "group": innovation.group,
        "category": innovation.category,
    }
    return Verdict(Rule.CATEGORY, Outcome.PASS, reason)


def _documents(facts: Facts) -> Verdict | None:
    """Judge in editions that require documents, except the proof of the start: it has its own rule."""
    required = [one for one in facts.documents if one.code != RequiredDocument.START_PROOF]
    if not required:
        return None
    if names := "; ".join(str(document) for document in lacking(required)):
        return _missing(Rule.DOCUMENTS, _("Still to be attached: %(documents)s.") % {"documents": names})
    reason = ngettext(
        "The %(number)d required document is attached.",
        "All %(number)d required documents are attached.",
        len(required),
    ) % {"number": len(required)}
    return Verdict(Rule.DOCUMENTS, Outcome.PASS, reason)


def _words(facts: Facts) -> Verdict | None:
    """Judge in editions that ask for texts."""
    if not facts.sections:
        return None
    reasons = [*_empty(facts.sections), *_too_long(facts.sections)]
    if reasons:
        return _missing(Rule.WORDS, " ".join(reasons))
    reason = _("Every section is filled in and within its limit of words.")
    return Verdict(Rule.WORDS, Outcome.PASS, reason)


def _empty(sections: list[SectionProgress]) -> Iterator[str]:
    empty = sum(item.state == SectionState.EMPTY for item in sections)
    if empty:
        yield ngettext(
            "%(empty)d of %(total)d sections is not filled in.",
            "%(empty)d of %(total)d sections are not filled in.",
            empty,
        ) % {"empty": empty, "total": len(sections)}


def _too_long(sections: list[SectionProgress]) -> Iterator[str]:
    for item in sections:
        if item.state == SectionState.TOO_LONG:
            yield _("“%(section)s” has %(words)d words of at most %(limit)d.") % {
                "section": item.section,
                "words": item.words,
                "limit": item.section.max_words,
            }


def _missing(rule: Rule, reason: str) -> Verdict:
    return Verdict(rule, Outcome.FAIL, reason, keeps_from_sending=True)


# Each takes Facts and returns its Verdict, or None where the edition does not have the rule.
RULES = [_age, _start_proof, _quota, _title, _awards, _category, _documents, _words]
