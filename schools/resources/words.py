"""Cells of closed lists that several layouts share."""

from mentorship.spreadsheets.cells import Choice
from schools.enums import Category, Role

# The word «категория» is optional (contract §3), before or after the rest, alone or «квалификационная».
_SPELLINGS = ("{}", "{} категория", "категория {}", "{} квалификационная категория")
CATEGORY = Choice(
    {label: value for value, label in Category.choices},
    aliases={
        **{spelling.format(label): value for value, label in Category.choices for spelling in _SPELLINGS},
        "без квалификационной категории": Category.NONE,
        "без": Category.NONE,
    },
)

ROLE = Choice({label: value for value, label in Role.choices})
