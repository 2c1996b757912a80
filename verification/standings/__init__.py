"""Where the entries of a stage stand while its sheets come in.

It doesn't know how sheets are written or who gets which.
"""
