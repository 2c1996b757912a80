"""A stage whose results are made."""

import pytest

from tests import factories


@pytest.fixture
def stage(cast):
    """A proposal stage whose Top 4 is published and whose Top 2 advances."""
    edition = factories.edition(at_stage="proposal", proposal_tiers=(4, 2), field_tiers=(1,))
    return edition.stage_of_kind("proposal")


@pytest.fixture
def group(stage):
    return stage.edition.groups.get()
