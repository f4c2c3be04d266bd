"""Cells of closed lists that several layouts share."""

from mentorship.spreadsheets.cells import Choice
from schools.enums import Category, Role

# The word «категория» is optional (contract §3).
CATEGORY = Choice(
    {label: value for value, label in Category.choices},
    aliases={
        "высшая категория": Category.HIGHEST,
        "высшая квалификационная категория": Category.HIGHEST,
        "первая категория": Category.FIRST,
        "первая квалификационная категория": Category.FIRST,
        "категория соответствие занимаемой должности": Category.FITS_POSITION,
        "без квалификационной категории": Category.NONE,
        "без": Category.NONE,
    },
)

ROLE = Choice({label: value for value, label in Role.choices})
