"""Var folders for programs that run beside the tests."""

import pytest

from tests.programs import temporary_var


@pytest.fixture(scope="module")
def shared_var():
    with temporary_var() as folder:
        yield folder


@pytest.fixture
def var(shared_var, monkeypatch):
    """The module's var folder, which this process looks at, too."""
    monkeypatch.setenv("KIPP_VAR", str(shared_var))
    return shared_var
