"""What an innovation won: here by a published result, or elsewhere in an earlier year.

It doesn't know how a result comes about.
"""
