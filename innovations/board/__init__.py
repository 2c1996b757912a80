"""One Agency, One Innovation: how far every agency is, year by year, and the reminders.

It counts and reminds; it changes no innovation.
"""
