"""How long and how far a form's fields reach: the portal's limits where the model has none of its own."""

from datetime import date
from typing import Final, TypeVar

from django import forms
from django.core.validators import MaxLengthValidator, URLValidator

__all__ = ["LONGEST_SEARCH", "LONGEST_TEXT", "limit"]

# A page and a half of a diary; what is longer belongs into a file.
LONGEST_TEXT: Final = 5_000
# One or two words over a list: boxes end here, and a longer address is answered by `broken_input`.
LONGEST_SEARCH: Final = 100
# The oldest paper of a school and the last day anybody plans for: arithmetic with days stays in the calendar.
FIRST_DAY: Final = date(1950, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)

_DAY_WORDS: Final = f"Проверьте год: дата должна быть между {FIRST_DAY.year} и {LAST_DAY.year} годом."


# A stored link neither runs a script nor reads a file.
_IS_WEB_ADDRESS: Final = URLValidator(schemes=["http", "https"])

F = TypeVar("F", bound=forms.Field | None)


def limit(field: F) -> F:
    """Bound a text that has no length and a day that has no bounds; return the field (None stays None)."""
    if isinstance(field, forms.DateField | forms.DateTimeField):
        _limit_days(field)
    elif isinstance(field, forms.URLField):
        field.validators = [_IS_WEB_ADDRESS if isinstance(v, URLValidator) else v for v in field.validators]
    elif isinstance(field, forms.CharField) and field.max_length is None and _is_plain(field):
        _limit_text(field)
    return field


def _is_plain(field: forms.CharField) -> bool:
    """Whether the value is the text itself: a school year, an address or JSON has rules of its own."""
    return type(field).to_python is forms.CharField.to_python


def _limit_text(field: forms.CharField) -> None:
    field.max_length = LONGEST_TEXT
    field.validators.append(MaxLengthValidator(LONGEST_TEXT))
    field.widget.attrs.update(field.widget_attrs(field.widget))


def _limit_days(field: forms.Field) -> None:
    if _is_in_the_calendar not in field.validators:
        field.validators.append(_is_in_the_calendar)


def _is_in_the_calendar(value: date) -> None:
    """Refuse a year that is a slip of the finger: 0202, 20226."""
    if not FIRST_DAY.year <= value.year <= LAST_DAY.year:
        raise forms.ValidationError(_DAY_WORDS, code="absurd_day")
