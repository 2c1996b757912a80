"""An edition and its stages: opened, begun, put off and ended by the bureau, never by the clock.

It knows the rulebook, and of innovations only how many are undecided.
"""
