"""Conflicts of interest and the statement that everybody signs before judging.

It says who is in conflict with what; what follows from it is said where something is done.
"""
