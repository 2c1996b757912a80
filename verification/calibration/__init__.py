"""The calibration round: verifiers score the same specimens before their own sheets open.

Its sheets have tables of their own, so that they can't get into a result.
"""
