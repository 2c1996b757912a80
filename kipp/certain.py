"""What the rules guarantee and a type can't say."""

from typing import TypeVar

_Value = TypeVar("_Value")


def certain(value: _Value | None) -> _Value:
    """Return a value that is there by the rules, such as the working copy of an entry that can be edited.

    Raises LookupError when it is not there: then a rule is broken.
    """
    if value is None:
        raise LookupError
    return value
