"""Comfort of an account: filters under a name, recent cards, chosen columns, taking back a bulk act."""
