"""A draft of who assesses what, worked out for a whole stage and applied as a whole.

Its tasks follow the same rules as those that are given one by one, in `assignments`.
"""
