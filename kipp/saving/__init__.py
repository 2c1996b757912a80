"""Forms that save what is typed: by themselves, in two windows at once, and after a refusal.

It doesn't know what is saved.
"""
