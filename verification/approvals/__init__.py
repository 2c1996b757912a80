"""What takes two of the bureau: one asks with the reason, another approves.

What is approved is done by the rooms below.
"""
