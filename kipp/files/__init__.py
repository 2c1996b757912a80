"""Files as they come in and go out: distrusted, drawn anew, typeset, sent to a reader who was checked.

It doesn't know whose files they are.
"""
