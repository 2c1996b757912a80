"""A field visit: planned by the bureau, and recorded on site by its team, even without a signal.

This room doesn't know about the minutes that are drawn up afterwards.
"""
