"""Who assesses what, what they give, and the result that follows from it.

It knows the rooms of `innovations`, but none of their pages and forms.
"""
