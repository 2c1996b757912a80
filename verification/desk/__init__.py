"""What a verifier finds first: visits of these days, minutes to sign, sheets by their deadline.

It gathers what the rooms below say and decides nothing.
"""
