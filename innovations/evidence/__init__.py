"""Photos, documents and the film that support a proposal.

It doesn't know what is required of them; `kipp.files` distrusts what is uploaded.
"""
