"""Laying free texts to codes; the journal holds which code was given, never the text."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentorship.audit.log import record
from mentorship.spreadsheets.words import tidy
from schools.models import User
from surveys.enums import SwotSide
from surveys.models import FreeText, TextCode
from surveys.models.coding import digest_of

LONGEST = 80


@transaction.atomic
def code_text(*, text: FreeText, side: str, words: str, by: User | None) -> TextCode:
    """Lay a text to a side of SWOT and to a code, if one is given; ValidationError for a double."""
    words = tidy(words)
    if side not in SwotSide.values:
        raise ValidationError("Выберите сторону: сильная, слабая, возможность или угроза.")
    if len(words) > LONGEST:
        raise ValidationError(f"Код — это два-три слова: не длиннее {LONGEST} знаков.")
    TextCode.objects.filter(text=text).exclude(digest=digest_of(text.text)).delete()
    try:
        with transaction.atomic():
            code = TextCode.objects.create(
                text=text, side=side, words=words, digest=digest_of(text.text), by=by
            )
    except IntegrityError as error:
        raise ValidationError("Этот код у текста уже стоит.") from error
    record(by=by, action="surveys.text_coded", text=str(code))
    return code


@transaction.atomic
def uncode_text(*, code: TextCode, by: User | None) -> None:
    """Take a code back."""
    record(by=by, action="surveys.text_uncoded", text=str(code))
    code.delete()
