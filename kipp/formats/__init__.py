"""How dates and times are written in each language, instead of Django's own formats (FORMAT_MODULE_PATH)."""
