"""How our own static files are served: compressed, under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Gives those names to the imports between our JavaScript modules, too: versions never mix."""

    support_js_module_import_aggregation = True
