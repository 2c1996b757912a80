"""How our own static files are served: compressed, under names that change with their content."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Puts those names into the imports of our JavaScript modules too, so that versions never mix."""

    support_js_module_import_aggregation = True


def collect_if_changed() -> bool:
    """Collect the static files, unless those collected last were the same; return whether it was done.

    To compress them takes seconds, and a portal that is started again mostly has the same ones.
    """
    collected = Path(settings.STATIC_ROOT) / "collected.sha256"
    state = _state()
    if collected.is_file() and collected.read_text() == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    collected.write_text(state)
    return True


def _state() -> str:
    """Return a digest of all files that would be collected: their names, their order, their content."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            with storage.open(name) as file:
                digest.update(f"{name}\0".encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()
