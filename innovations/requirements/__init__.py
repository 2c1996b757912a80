"""What an innovation lacks, and how it stands against the rules and against its competitors.

It answers questions and changes nothing.
"""
