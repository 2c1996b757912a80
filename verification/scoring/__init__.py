"""The arithmetic of points: totals, ranking and spread, in `Decimal` and dataclasses.

It uses neither Django nor a database (docs/scoring.md).
"""
