"""Which verifier assesses which entry: given, taken back, replaced, declined.

It doesn't know what a sheet says, only whether it is in.
"""
