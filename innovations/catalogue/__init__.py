"""What everyone may read of innovations that have an award, without signing in.

Nothing here may show what is not public.
"""
