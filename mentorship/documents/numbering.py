"""Word's own numbering («1.», «1.1.», «а)», bullets): it stands in no text, so it is counted here."""

from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbering:
    """The numbers of a document's paragraphs, asked for in their order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._of_styles = {
            style.style_id: style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") for style in document.styles
        }
        self._read(document)

    def _read(self, document: Any) -> None:
        parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")]
        if not parts:
            return
        root = parts[0].element
        for abstract in root.findall(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"))
            for level in abstract.findall(qn("w:lvl")):
                depth = int(level.get(qn("w:ilvl"), "0"))
                words = (_value(level, "w:lvlText"), _value(level, "w:numFmt"))
                self._levels[key, depth] = (*words, int(_value(level, "w:start") or "1"))
        for number in root.findall(qn("w:num")):
            self._abstract[number.get(qn("w:numId"))] = _value(number, "w:abstractNumId")

    def of(self, paragraph: Any) -> str:
        """The number before a paragraph, "" for none; counts on."""
        asked = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if asked is None:
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            asked = self._of_styles.get(style.get(qn("w:val"))) if style is not None else None
        if asked is None:
            return ""
        key, depth = self._abstract.get(_value(asked, "w:numId"), ""), int(_value(asked, "w:ilvl") or "0")
        level = self._levels.get((key, depth))
        if level is None:
            return ""
        text, kind, start = level
        if kind == "bullet":
            return "•"
        counts = self._counts[key]
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [item for item in counts if item > depth]:
            del counts[deeper]
        for upper in range(depth + 1):
            form = self._levels.get((key, upper), ("", "decimal", 1))[1]
            text = text.replace(f"%{upper + 1}", _written(counts.get(upper, 1), form))
        return text


def _value(element: Any, name: str) -> str:
    found = element.find(qn(name))
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _written(number: int, form: str) -> str:
    letters = {"russianLower": _CYRILLIC, "lowerLetter": _LATIN}.get(form.removesuffix("Upper"))
    if letters and number <= len(letters):
        return letters[number - 1]
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written += letters
            number -= value
    return written
