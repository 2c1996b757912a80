"""The administrative check: who checks an innovation, what was found, and what else is like it.

A decision itself is a move of `sending.lifecycle`.
"""
