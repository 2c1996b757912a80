"""Which verifier assesses which entry: tasks are given, ended, replaced and declined.

It doesn't read what a sheet says, only whether it is submitted.
"""
