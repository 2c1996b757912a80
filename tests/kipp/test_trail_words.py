"""The words of the trail: every deed and every fact that the code records has them."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from kipp import trail_words
from tests.programs import PROJECT


def recorded() -> tuple[set[str], set[str]]:
    """Return the actions and the names of facts that the code gives to trail.record, read from its text."""
    actions, facts = set(), set()
    for room in ("kipp", "innovations", "verification"):
        for path in (PROJECT / room).rglob("*.py"):
            module = Path(path).read_text(encoding="utf-8")
            if "trail.record(" in module:
                _read(ast.parse(module), actions, facts)
    return actions, facts


def _read(module, actions, facts):
    functions = {node.name: node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}
    for name, function in functions.items():
        for call in _calls(function, "trail.record"):
            actions |= _texts(call.args[0], function, name, module)
            facts |= {keyword.arg for keyword in call.keywords} - {"by", "at", None}
            if any(keyword.arg is None for keyword in call.keywords):
                # **_facts(…): the keys of the dictionary that the module's _facts returns.
                facts |= {key.value for key in _dictionary(functions["_facts"]).keys}


def _calls(tree, name):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == name]


def _texts(argument, function, name, module):
    """Return what an argument may be: a text, or what the module gives to that parameter."""
    if isinstance(argument, ast.Constant):
        return {argument.value}
    position = [parameter.arg for parameter in function.args.args].index(argument.id)
    return {call.args[position].value for call in _calls(module, name)}


def _dictionary(function):
    return next(node.value for node in ast.walk(function) if isinstance(node, ast.Return))


def test_every_deed_and_fact_that_is_recorded_has_words_and_no_other_has():
    actions, facts = recorded()

    assert {"invite", "submit_sheet", "accept", "excuse_assignment"} <= actions
    assert {"status", "points", "total", "hash"} <= facts
    assert set(trail_words.DEEDS) == actions
    assert set(trail_words.FACTS) == facts


def test_a_code_without_words_is_shown_as_it_is():
    assert trail_words.deed("sung_a_song") == "sung_a_song"
    assert trail_words.told({"song": "kupu", "status": "sung"})[0] == ("song", "kupu")
    assert trail_words.told({"status": "sung"})[0][1] == "sung"


@pytest.mark.parametrize(
    ("language", "values"),
    [
        ("id", ["86,60", "5 Agu 2019", "16 Agu 2019 pukul 23.59 WIB", "3, 4", "–", "0"]),
        ("en", ["86.60", "5 Aug 2019", "16 Aug 2019 at 23:59 WIB", "3, 4", "–", "0"]),
    ],
)
def test_values_are_written_in_the_readers_language(language, values):
    facts = {
        "total": "86.60",
        "starts_on": "2019-08-05",
        "due_at": "2019-08-16T16:59:00Z",
        "members": [3, 4],
        "before": None,
        "present": 0,
    }

    with translation.override(language):
        assert [value for _name, value in trail_words.told(facts)] == values


def test_points_and_findings_stand_by_their_criterion():
    with translation.override("en"):
        values = [
            value
            for _name, value in trail_words.told(
                {
                    "points": {"novelty": 97, "added_later": 71},
                    "findings": {"novelty": "partly", "benefit": ""},
                }
            )
        ]

    assert values == ["novelty 97, added_later 71", "novelty partly confirmed, benefit –"]
