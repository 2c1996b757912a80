"""What agencies and coordinators find first: what to do next, their innovations, and what is proposed.

It gathers what the rooms below say and decides nothing.
"""
