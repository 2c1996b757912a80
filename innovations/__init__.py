"""What agencies enter into an edition, from its rules to the public catalogue.

It doesn't know `verification`. What it needs from there is a fact in its own rooms, written by its own deeds.
"""
