"""What agencies and coordinators find first: the next steps, their innovations, and what is proposed.

It gathers what the rooms below say and decides nothing.
"""
