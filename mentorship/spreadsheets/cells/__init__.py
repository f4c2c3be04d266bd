"""Cell types: each reads what people write into a cell, and says what is allowed when it cannot."""

from mentorship.spreadsheets.cells.base import (
    CLEAR,
    FORMULA_ERROR,
    Cell,
    CellError,
    Clear,
    Raw,
    is_blank,
    is_clear,
    spelled,
)
from mentorship.spreadsheets.cells.choices import Choice, YesNo
from mentorship.spreadsheets.cells.dates import AcademicYear, Date
from mentorship.spreadsheets.cells.numbers import DecimalCell, Integer
from mentorship.spreadsheets.cells.texts import Code, Email, Text, Url, UrlOrEmail, Words

__all__ = [
    "CLEAR",
    "FORMULA_ERROR",
    "AcademicYear",
    "Cell",
    "CellError",
    "Choice",
    "Clear",
    "Code",
    "Date",
    "DecimalCell",
    "Email",
    "Integer",
    "Raw",
    "Text",
    "Url",
    "UrlOrEmail",
    "Words",
    "YesNo",
    "is_blank",
    "is_clear",
    "spelled",
]
