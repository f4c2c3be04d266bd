"""Cells of text: plain text, codes, lists of words, addresses."""

from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from mentorship.spreadsheets.cells.base import Cell, CellError, Raw, plain_number, spelled
from mentorship.spreadsheets.words import fold, tidy, tidy_lines

_is_url = URLValidator(schemes=["http", "https"])
_is_email = EmailValidator()


class Text(Cell):
    """Text as it is spelled; `multiline` keeps its lines."""

    width = 30

    def __init__(self, max_length: int = 250, *, multiline: bool = False) -> None:
        self.max_length = max_length
        self.multiline = multiline

    def parse(self, raw: Raw) -> str:
        """Return the tidied text; a number or a date reads as Excel shows it."""
        text = raw if isinstance(raw, str) else spelled(raw)
        text = tidy_lines(text) if self.multiline else tidy(text)
        if len(text) > self.max_length:
            raise CellError(f"Текст длиннее, чем можно: {len(text)} знаков, а допустимо {self.max_length}.")
        return text


class Code(Text):
    """A code or a number of a document: text, also where Excel made a number of it."""

    width = 14

    def __init__(self, max_length: int = 50) -> None:
        super().__init__(max_length)

    def parse(self, raw: Raw) -> str:
        """Return the code; 1001 and 1001.0 read «1001», zeros in front of a text stay."""
        if isinstance(raw, bool | date | time | timedelta):
            raise CellError(
                "Здесь нужен код, а Excel превратил его в дату: задайте столбцу формат «Текстовый»."
            )
        if isinstance(raw, int | float):
            raw = plain_number(raw)
        return super().parse(raw)


class Words(Cell):
    """Several words with «;» between them."""

    width = 36

    def __init__(self, max_length: int = 200) -> None:
        self.word = Text(max_length)

    def parse(self, raw: Raw) -> tuple[str, ...]:
        """Return the words in their order, each once."""
        words: dict[str, str] = {}
        for word in map(self.word.parse, spelled(raw).split(";")):
            if word:
                words.setdefault(fold(word), word)
        if not words:
            raise CellError("Ожидаются слова через «;», например «Физика; Математика».")
        return tuple(words.values())

    def write(self, value: Any) -> str:
        """Return the words joined by «; »."""
        return "; ".join(value or ())


class Email(Cell):
    """An electronic address."""

    width = 28
    max_length = 254

    def parse(self, raw: Raw) -> str:
        """Return the address."""
        text = tidy(spelled(raw))
        try:
            _is_email(text)
        except ValidationError as error:
            raise CellError("Ожидается адрес электронной почты, например ivanova@school.example.") from error
        if len(text) > self.max_length:
            raise CellError(f"Адрес почты длиннее {self.max_length} знаков.")
        return text


class Url(Cell):
    """The address of a page; http and https only, so that no link runs a script."""

    width = 36

    def __init__(self, max_length: int = 500) -> None:
        self.max_length = max_length

    def parse(self, raw: Raw) -> str:
        """Return the address."""
        text = tidy(spelled(raw))
        try:
            _is_url(text)
        except ValidationError as error:
            raise CellError("Ожидается адрес страницы, который начинается с http:// или https://.") from error
        if len(text) > self.max_length:
            raise CellError(f"Адрес длиннее {self.max_length} знаков.")
        return text


class UrlOrEmail(Cell):
    """The address of a page or of a letter box."""

    width = 36

    def __init__(self) -> None:
        self.url, self.email = Url(), Email()

    def parse(self, raw: Raw) -> str:
        """Return the address; «@» without «://» tells a letter box from a page."""
        text = spelled(raw)
        is_email = "@" in text and "://" not in text
        try:
            return self.email.parse(text) if is_email else self.url.parse(text)
        except CellError as error:
            raise CellError(
                "Ожидается электронная почта или адрес страницы с http:// или https:// в начале."
            ) from error
