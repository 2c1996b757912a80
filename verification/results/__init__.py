"""A result: frozen, confirmed, published, retracted; read by the bureau and by everyone.

It recomputes what `standings` kept and believes none of it.
"""
