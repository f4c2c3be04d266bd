"""Schools, people and accounts in the admin."""

from schools.admin import accounts, indices, lists, overrides, papers, people, places

__all__ = ["accounts", "indices", "lists", "overrides", "papers", "people", "places"]
