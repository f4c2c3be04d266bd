"""Schools, people, accounts and the journal in the admin."""

from schools.admin import accounts, journal, people, places

__all__ = ["accounts", "journal", "people", "places"]
