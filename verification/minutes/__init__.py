"""The minutes of a visit (Berita Acara): a text that is fixed once, signed, numbered and issued.

It doesn't know the results that wait for it.
"""
