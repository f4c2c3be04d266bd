"""Check codes of awards: printed on paper, read and typed by people, not to be guessed.

Sixteen signs of Crockford's base 32: eighty bits, no letters that look like digits.
"""

import secrets
from typing import Final

SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 16
_GROUP: Final = 4
# What people type for a sign: look-alikes, small letters, and Cyrillic letters of the same shape.
_MEANT: Final = str.maketrans(
    {"O": "0", "I": "1", "L": "1", **dict(zip("АВЕКМНОРСТХ", "ABEKMH0PCTX", strict=True))}
)


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def shown(code: str) -> str:
    """«K7QM-2XPD-9RTA-4HNC»."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def read(text: str) -> str:
    """The code that was typed, whatever its case, dashes and blanks; "" for what is none."""
    code = "".join(letter for letter in text.upper().translate(_MEANT) if letter.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else ""
