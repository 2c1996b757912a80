"""A verifier's first page: visits of these days, minutes to sign, and sheets by their deadline.

It only gathers what the rooms below say.
"""
