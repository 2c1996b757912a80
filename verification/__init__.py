"""Who assesses which entry, the points they give, and the result that is computed from them.

It may import from the rooms of `innovations`, except their pages and forms.
"""
