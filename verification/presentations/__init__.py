"""The slots of a presentation stage: planned, moved, called off and held.

Its sheets are ordinary scoresheets, which this room doesn't read.
"""
