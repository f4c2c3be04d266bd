"""Primary keys as they stand in addresses and posted forms."""

# Digits that the integers of every database have room for.
LONGEST = 18


def key_of(text: str) -> int | None:
    """The key, or None, which is nobody's, for what no database holds."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None
