"""An edition is suspended, resumed or cancelled, and agencies and assessors are told.

This room is above all rooms whose work it stops.
"""
