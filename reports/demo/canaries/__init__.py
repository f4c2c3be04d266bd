"""Marked strings in every private text of the demonstration: a leak says where it comes from."""
