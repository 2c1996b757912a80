"""A scoresheet: written on a page, offline or on paper, and handed in.

It doesn't know visits and minutes, but for whether they are over.
"""
