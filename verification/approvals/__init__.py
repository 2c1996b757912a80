"""Steps that take two members of the bureau: one asks, with the reason, and another approves.

What is done then uses the rooms below.
"""
