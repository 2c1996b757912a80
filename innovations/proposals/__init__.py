"""An innovation and the proposal that staff write for it: who may do what with it, and its parts.

It doesn't know how files are attached, or how anything is sent, checked or published.
"""
