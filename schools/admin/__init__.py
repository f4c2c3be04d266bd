"""Schools, people, accounts and the journal in the admin."""

from schools.admin import accounts, indices, journal, lists, overrides, papers, people, places

__all__ = ["accounts", "indices", "journal", "lists", "overrides", "papers", "people", "places"]
