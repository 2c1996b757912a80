"""An edition that is stopped, goes on or is cancelled, which agencies and assessors are told.

It stands above all that it stops.
"""
