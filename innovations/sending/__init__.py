"""The way of an innovation from its agency over the coordinator to the bureau: every change of status.

It doesn't know how the bureau checks item by item.
"""
