"""The rules of an edition: made from presets or an earlier edition, changed part by part until they hold.

It doesn't know what is entered by these rules, or which step an edition is at.
"""
