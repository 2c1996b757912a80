"""A field visit: planned by the bureau, recorded on site by its team, without a signal too.

It doesn't know the minutes that follow from it.
"""
