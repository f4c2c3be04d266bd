"""The search over the portal: every app offers its kinds in `searched.py`, found by that name."""

from schools.search.contract import Card, Hit, Kind, in_list

__all__ = ["Card", "Hit", "Kind", "in_list"]
