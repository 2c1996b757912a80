"""The edition whose stage of presentations runs, and the round of calibration before it."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from tests import factories


def present(world, cast):
    """Let the presentation stage run: one lies ahead, with its slides, one is over, one has no slot yet."""
    edition, stage = world.editions["presenting"], world.stage("presenting", "presentation")
    ahead, over, unslotted = (factories.innovation("finalist", edition=edition) for _case in range(3))
    for entry in (ahead, over):
        for verifier in (cast.verifier, cast.verifier2):
            factories.assignment(entry, verifier, stage=stage)
    world.entries["without a slot"] = unslotted
    world.presentations["ahead"] = factories.presentation(ahead, chair=cast.verifier)
    world.presentations["ahead"].slides.save("slides.pdf", ContentFile(factories.PDF))
    an_hour_ago = timezone.now() - timedelta(hours=1)
    _calibrate(world, cast, stage)
    world.presentations["over"] = factories.presentation(over, starts_at=an_hour_ago, chair=cast.verifier)


def _calibrate(world, cast, stage):
    """Open its calibration round, in which one verifier has handed in a specimen."""
    specimens = [factories.innovation("eligible", edition=world.editions["long over"]) for _one in range(2)]
    world.entries["specimen"] = specimens[0]
    world.evidence["document of a specimen"] = specimens[0].evidence.get()
    of_round = factories.calibration_round(stage, specimens)
    factories.calibration_sheet(of_round, specimens[1], cast.verifier4)
