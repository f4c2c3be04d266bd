"""Words that a change asks for."""

from django.core.exceptions import ValidationError


def require_words(text: str, sentence: str) -> str:
    """Return the text without outer blanks; the sentence refuses an empty one."""
    text = text.strip()
    if not text:
        raise ValidationError(sentence)
    return text
