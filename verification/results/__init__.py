"""A result: frozen, confirmed, published and retracted; read by the bureau and by everyone.

It doesn't rely on the scores that `standings` has stored, but recomputes them.
"""
