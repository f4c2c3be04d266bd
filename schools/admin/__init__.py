"""Schools, people and accounts in the admin."""

from schools.admin import accounts, dictionaries, indices, lists, overrides, papers, people, places

__all__ = ["accounts", "dictionaries", "indices", "lists", "overrides", "papers", "people", "places"]
