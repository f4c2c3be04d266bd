"""The colours of `static/portal.css` and the contrast of what is read on them (WCAG 2.2)."""

import re
from functools import cache
from typing import Final, NamedTuple

from django.conf import settings

TEXT: Final = 4.5
CONTROL: Final = 3.0
# Where the sRGB curve turns from a line into a power.
KNEE: Final = 0.04045
SHEET: Final = "portal.css"

# Appearance → the rules that make it, a later one on top.
APPEARANCES: Final[dict[str, tuple[str, ...]]] = {
    "светлая": (":root",),
    "тёмная": (":root", ':root[data-theme="dark"]'),
    "светлая, высокий контраст": (":root", ':root[data-contrast="more"]'),
    "тёмная, высокий контраст": (":root", ':root[data-theme="dark"]', ':root[data-contrast="more"]'),
}

# What is read on what: words, the colour of the text, the ground, the least contrast.
READ: Final[tuple[tuple[str, str, str, float], ...]] = (
    ("Текст страницы", "ink", "paper", TEXT),
    ("Текст карточки", "ink", "surface", TEXT),
    ("Текст на утопленном", "ink", "sunken", TEXT),
    ("Второй текст страницы", "ink-2", "paper", TEXT),
    ("Второй текст карточки", "ink-2", "surface", TEXT),
    ("Второй текст на утопленном", "ink-2", "sunken", TEXT),
    ("Ссылка на странице", "brand", "paper", TEXT),
    ("Ссылка в карточке", "brand", "surface", TEXT),
    ("Состояние без цвета", "brand", "brand-soft", TEXT),
    ("Текущий раздел", "brand-2", "brand-soft", TEXT),
    ("Главная кнопка", "on-brand", "brand", TEXT),
    ("Главная кнопка под указателем", "on-brand", "brand-2", TEXT),
    ("Обложка публичного раздела", "on-deep", "deep", TEXT),
    ("Второй текст обложки", "on-deep-2", "deep", TEXT),
    ("Достигнут", "ok", "ok-soft", TEXT),
    ("Достигнут, в таблице", "ok", "surface", TEXT),
    ("Под угрозой", "warn", "warn-soft", TEXT),
    ("Под угрозой, в таблице", "warn", "surface", TEXT),
    ("Просрочено", "bad", "bad-soft", TEXT),
    ("Просрочено, в таблице", "bad", "surface", TEXT),
    ("Тепловая карта, шаг 1", "ink", "h1", TEXT),
    ("Тепловая карта, шаг 2", "ink", "h2", TEXT),
    ("Тепловая карта, шаг 3", "ink", "h3", TEXT),
    ("Тепловая карта, шаг 4", "on-h", "h4", TEXT),
    ("Тепловая карта, шаг 5", "on-h", "h5", TEXT),
    ("Граница поля на странице", "edge", "paper", CONTROL),
    ("Граница поля в карточке", "edge", "surface", CONTROL),
)

_TOKEN: Final = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6}|var\(--([\w-]+)\))\s*[;}]")


class Reading(NamedTuple):
    """One colour read on another in one appearance."""

    colour: str
    ground: str
    contrast: float
    needed: float

    @property
    def is_enough(self) -> bool:
        """Whether people with weak sight read it."""
        return self.contrast >= self.needed

    @property
    def words(self) -> str:
        """7.23 → «7,2», rounded down: 4.49 is not 4.5."""
        return f"{int(self.contrast * 10) / 10:.1f}".replace(".", ",")


class Line(NamedTuple):
    """A pair of colours in every appearance."""

    title: str
    tokens: str
    needed: float
    readings: tuple[Reading, ...]


@cache
def lines() -> tuple[Line, ...]:
    """Everything that is read on something, in every appearance of the sheet."""
    source = (settings.BASE_DIR / "static" / SHEET).read_text(encoding="utf-8")
    palettes = [_palette(source, rules) for rules in APPEARANCES.values()]
    return tuple(
        Line(
            title,
            f"--{text} / --{ground}",
            needed,
            tuple(_read(one, text, ground, needed) for one in palettes),
        )
        for title, text, ground, needed in READ
    )


def contrast(one: str, other: str) -> float:
    """How much lighter the lighter of two colours is (WCAG 2.2, «contrast ratio»): from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _read(palette: dict[str, str], text: str, ground: str, needed: float) -> Reading:
    colour, under = _resolved(palette, text), _resolved(palette, ground)
    return Reading(colour, under, contrast(colour, under), needed)


def _palette(source: str, rules: tuple[str, ...]) -> dict[str, str]:
    """The tokens that the rules leave in force: a colour or the name of another token."""
    found: dict[str, str] = {}
    for rule in rules:
        start = source.index(f"\n  {rule} {{")
        block = source[start : source.index("}", start) + 1]
        found |= {name: other or value for name, value, other in _TOKEN.findall(block)}
    return found


def _resolved(palette: dict[str, str], name: str) -> str:
    value = palette[name]
    return value if value.startswith("#") else _resolved(palette, value)


def _luminance(colour: str) -> float:
    digits = colour[1:]
    full = digits if len(digits) == len("rrggbb") else "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(full[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= KNEE else ((share + 0.055) / 1.055) ** 2.4
