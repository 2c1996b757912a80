"""How dates and times are written in each language, over Django's own habits (FORMAT_MODULE_PATH)."""
