"""Codes of schools in addresses: a code may itself hold «/history», so only one that exists is cut off."""

from django.urls.converters import PathConverter

from schools.models import School


class SchoolCode(PathConverter):
    """The code of a school of the portal; anything else is left to the next address."""

    def to_python(self, value: str) -> str:
        """Return the code; ValueError, which Django reads as «not this address», where no school has it."""
        if not School.objects.filter(code=value).exists():
            raise ValueError
        return value
