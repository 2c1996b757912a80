"""A draft of who assesses what, worked out for a whole stage and applied as a whole.

It gives tasks through `assignments`, by the same rules as a single one.
"""
