"""The slots of a presentation stage: planned with their panels, moved, held.

Its sheets are ordinary ones, of which this room doesn't know.
"""
