"""The rules of an edition, made from presets or an earlier edition and changed part by part.

It doesn't know what is entered by these rules, or which step an edition is at.
"""
