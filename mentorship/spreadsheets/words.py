"""How spellings are compared: what people do not mean to differ by is folded away (contract §3)."""

import unicodedata
from functools import lru_cache

# Dashes that are not of Unicode's category Pd: a minus sign, a hyphen bullet, a modifier minus.
_OTHER_DASHES = "\u2212\u2043\u02d7"
# Invisible marks that come along with a copied text: soft hyphen, zero-width spaces, byte order mark.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def _dashes() -> dict[int, str]:
    """Every dash of Unicode's basic plane to the plain hyphen."""
    pd = [code for code in range(0x10000) if unicodedata.category(chr(code)) == "Pd"]
    return dict.fromkeys([*pd, *map(ord, _OTHER_DASHES)], "-")


def _dropped() -> dict[int, None]:
    """Control characters (but white space) and invisible marks: never meant, and PostgreSQL refuses NUL."""
    controls = [code for code in [*range(0x20), *range(0x7F, 0xA0)] if not chr(code).isspace()]
    return dict.fromkeys([*controls, *map(ord, _INVISIBLE)])


_DROPPED = _dropped()
_FOLDED = {**_dashes(), ord("ё"): "е"}


def tidy(text: str) -> str:
    """Return the text as it is stored: the spelling kept, doubled, outer and no-break spaces dropped."""
    plain = unicodedata.normalize("NFC", text)
    if not plain.isprintable():
        plain = plain.translate(_DROPPED)
    return " ".join(plain.split())


def tidy_lines(text: str) -> str:
    """Tidy a text of several lines, keeping its lines (blank ones at the ends dropped)."""
    return "\n".join(tidy(line) for line in text.splitlines()).strip("\n")


@lru_cache(maxsize=20_000)
def fold(text: str | None) -> str:
    """Return what the text is compared by: letter case, «ё», the kind of dash and of space do not count."""
    if not text:
        return ""
    return tidy(text).casefold().translate(_FOLDED)
