"""The scores and the progress of the entries of a stage while sheets are submitted.

It doesn't know how sheets are written or how tasks are given out.
"""
