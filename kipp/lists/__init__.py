"""Lists on pages and as files: tabs, spreadsheets in and out, imports with a dry run.

It doesn't know what is listed.
"""
