"""What an innovation lacks, and how it compares with the rules and with its competitors.

It answers questions and changes nothing.
"""
