"""Excel layouts of schools and people (contract §3); importing the package registers them."""

from schools.resources import people, places, roles

__all__ = ["people", "places", "roles"]
