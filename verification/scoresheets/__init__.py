"""A scoresheet: written on a page, offline or on paper, and submitted.

Of a visit it only asks what was found and whether it is over.
"""
