"""The arithmetic of points: totals, ranking and spread, in `Decimal` and dataclasses.

It knows no Django and no database (docs/scoring.md).
"""
