"""What is looked at in the administrative check, item by item, with what the bureau found of each.

The items are the documents that the edition requires, its rules and its sections.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from innovations.proposals import proposal_parts
from innovations.proposals.models import Revision
from innovations.proposals.sections import SectionProgress
from innovations.requirements.eligibility import Verdict
from innovations.rulebook.models import RequiredDocument, Rule

from .models import ItemVerdict

# Which part of the proposal mends a rule that is not met; nothing mends the quota.
_MENDED_IN = {
    Rule.AGE: proposal_parts.BASICS,
    Rule.TITLE: proposal_parts.BASICS,
    Rule.CATEGORY: proposal_parts.BASICS,
}
# The rules that are looked at document by document and section by section are no items of their own.
_IN_OTHER_ITEMS = {Rule.START_PROOF, Rule.DOCUMENTS, Rule.WORDS}


@dataclass(frozen=True)
class Item:
    """An item of the check; `outcome` is empty while nobody has looked at it."""

    code: str
    kind: str
    title: str
    # What the portal knows of it, as a sentence.
    hint: str = ""
    # Where the edition has its rule from. Empty where that was not said, and where a verdict says it.
    regulation: str = ""
    # Where it stands on the page that shows the proposal.
    anchor: str = ""
    # The part that a return opens for it; empty where there is none.
    part: str = ""
    outcome: str = ""
    outcome_in_words: str = ""
    note: str = ""

    @property
    def is_checked(self) -> bool:
        return bool(self.outcome)

    @property
    def is_against(self) -> bool:
        return self.outcome == ItemVerdict.Outcome.NOT_FULFILLED


def items(revision: Revision, verdicts: list[Verdict], sections: list[SectionProgress]) -> list[Item]:
    """Return the items of a revision: two queries, for what was found of it and what its edition requires."""
    found = {verdict.item: verdict for verdict in revision.item_verdicts.all()}
    return [_with(found.get(item.code), item) for item in _items(revision, verdicts, sections)]


def number_checked(found: list[Item]) -> int:
    """Return of how many items the bureau has said something."""
    return sum(item.is_checked for item in found)


def as_reasons(found: list[Item]) -> str:
    """Return what is not fulfilled, one line for each item: a return or a rejection begins with it."""
    return "\n".join(f"{item.title}: {item.note}" for item in found if item.is_against)


def parts_to_open(found: list[Item]) -> list[str]:
    """Return the parts that a correction of what is not fulfilled needs."""
    return list(dict.fromkeys(item.part for item in found if item.is_against and item.part))


def looked_at_as_rules(verdicts: list[Verdict]) -> list[Verdict]:
    """Return the verdicts that are items of their own; the others sum up documents and sections."""
    return [verdict for verdict in verdicts if verdict.rule not in _IN_OTHER_ITEMS]


def _items(revision: Revision, verdicts: list[Verdict], sections: list[SectionProgress]) -> Iterator[Item]:
    regulation_of = {verdict.rule: verdict.regulation for verdict in verdicts}
    for document in revision.innovation.edition.required_documents.all():
        rule = Rule.START_PROOF if document.code == RequiredDocument.START_PROOF else Rule.DOCUMENTS
        code = proposal_parts.of_document(document.code)
        yield Item(
            code,
            _("Document"),
            document.local_name,
            regulation=regulation_of.get(rule, ""),
            anchor="documents",
            part=code,
        )
    for verdict in looked_at_as_rules(verdicts):
        yield Item(
            f"rule:{verdict.rule}",
            _("Rule"),
            str(verdict.rule.label),
            hint=verdict.reason,
            anchor="basics",
            part=_MENDED_IN.get(verdict.rule, ""),
        )
    for section in sections:
        code = proposal_parts.of_section(section.section.code)
        yield Item(
            code,
            _("Section"),
            str(section.section),
            hint=_("%(words)d of at most %(limit)d words")
            % {"words": section.words, "limit": section.section.max_words},
            regulation=regulation_of.get(Rule.WORDS, ""),
            anchor=f"section-{section.section.code}",
            part=code,
        )


def _with(verdict: ItemVerdict | None, item: Item) -> Item:
    if verdict is None:
        return item
    words = verdict.get_outcome_display()
    return replace(item, outcome=verdict.outcome, outcome_in_words=words, note=verdict.note)
