"""Files that come in and go out: distrusted, drawn again, typeset, sent to a reader who was checked.

It doesn't know whose files they are.
"""
