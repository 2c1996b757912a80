"""The minutes of a visit (Berita Acara): a text that is fixed once, then signed, numbered and issued.

This room doesn't know about the results that can't be frozen without them.
"""
