"""When an innovation is presented, and what its agency brings along.

Slots are planned by `verification.presentations`, which knows the panel; this room doesn't.
"""
