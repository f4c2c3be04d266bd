"""Cells that only the bank's layout has."""

import re
from typing import Any, NamedTuple

from mentorship.bank.enums import Experience
from mentorship.spreadsheets.cells import Cell, CellError, Email, Url, spelled
from mentorship.spreadsheets.words import fold

_YEARS = r"(?: ?(?:лет|года|год|г\.?))?"
_BAND = re.compile(rf"(?:от )?(\d{{1,2}})(?: ?- ?| до )(\d{{1,2}}){_YEARS}")
_NUMBER = re.compile(rf"(\d{{1,2}}){_YEARS}")
_BELOW = re.compile(rf"(?:до|менее|меньше|не более) (\d{{1,2}}){_YEARS}")
_OPEN_END = re.compile(rf"(?:(?:более|больше|свыше|старше) 40|4[01] ?\+|4[01] и (?:более|больше)){_YEARS}")


class ExperienceBand(Cell):
    """A band of experience: «21-30», «21–30 лет», «от 21 до 30», «до 3 лет», or full years of one band."""

    width = 14

    def parse(self, raw: Any) -> str:
        """Return the value of the band."""
        text = fold(spelled(raw)).removesuffix(".0")
        if _OPEN_END.fullmatch(text):
            return Experience.OVER_40
        bands = {Experience.of_years(years) for years in _ends(text)}
        if len(bands) != 1:
            raise CellError(f"Допустимо: {'; '.join(Experience.values)} (лет).")
        return bands.pop()

    def write(self, value: Any) -> str | None:
        """Return the band as real banks spell it."""
        return str(value) or None


def _ends(text: str) -> list[int]:
    """The years at the ends of what is written: 21 and 30 of «21-30», 0 and 3 of «до 3 лет»."""
    if below := _BELOW.fullmatch(text):
        return [0, int(below[1])]
    found = _BAND.fullmatch(text) or _NUMBER.fullmatch(text)
    return [int(years) for years in found.groups()] if found else []


class Contacts(NamedTuple):
    """A letter box and a page; "" is none."""

    email: str = ""
    page: str = ""


class ContactsCell(Cell):
    """A letter box, the address of a page, or both, parted by a space, a comma or a semicolon."""

    width = 40

    def __init__(self) -> None:
        self.email, self.url = Email(), Url()

    def parse(self, raw: Any) -> Contacts:
        """Return what stands in the cell."""
        held: dict[str, str] = {}
        for part in re.split(r"[\s;]+|,\s+|,(?=https?://)", spelled(raw).strip()):
            word = part.strip(",")
            if not word:
                continue
            is_email = "@" in word and "://" not in word
            name, value = self._read(word, is_email=is_email)
            if name in held:
                raise CellError("Ожидается один адрес почты и одна страница, а здесь их больше.")
            held[name] = value
        if not held:
            raise CellError("Ожидается адрес почты или страницы.")
        return Contacts(**held)

    def _read(self, word: str, *, is_email: bool) -> tuple[str, str]:
        try:
            return ("email", self.email.parse(word)) if is_email else ("page", self.url.parse(word))
        except CellError as error:
            raise CellError(
                "Ожидается электронная почта, адрес страницы с http:// или https:// в начале, или оба."
            ) from error

    def write(self, value: Any) -> str | None:
        """Return both, the letter box first."""
        return ", ".join(part for part in value if part) or None
