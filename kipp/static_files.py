"""How our own static files are served: compressed, under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Puts those names into the imports of our JavaScript modules too, so that versions never mix."""

    support_js_module_import_aggregation = True
