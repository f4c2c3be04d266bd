"""What a pair has made: a link or a checked file, added and taken back while the pair lives."""

from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from mentorship.pairs.models import Pair, Product, ProductKind
from mentorship.pairs.workflow.meetings import JOURNAL_STATES
from mentorship.pairs.workflow.moves import lock, note, refusal
from mentorship.spreadsheets.words import tidy
from schools import attachments
from schools.models import User
from schools.sentences import require_words

NAME_LENGTH = 250
MOST = 100
_is_web_address = URLValidator(schemes=["http", "https"], message="Ссылка начинается с http:// или https://.")


@transaction.atomic
def add_product(
    *,
    pair: Pair,
    kind: ProductKind,
    title: str,
    day: date,
    by: User | None,
    today: date,
    link: str = "",
    upload: Any = None,
) -> Product:
    """Keep a product; nothing reaches the disk before everything is in order."""
    pair = _open(pair)
    if day > today:
        raise ValidationError({"date": "Этот день ещё не наступил: впишите день, когда продукт был готов."})
    if not (link or upload):
        raise ValidationError({"link": "Приложите файл или ссылку."})
    if pair.products.count() >= MOST:
        raise ValidationError(f"У пары уже {MOST} продуктов: уберите лишние.")
    _check(link, upload)
    title = require_words(tidy(title), "Напишите название продукта.")
    product = Product(pair=pair, kind=kind, title=title, date=day, link=link, added_by=by)
    product.full_clean(exclude=["pair", "kind", "file", "added_by"])
    if upload is not None:
        product.file, product.file_name = upload, upload.name[-NAME_LENGTH:]
    product.save()
    note(pair, by=by, action="product", text=f"Добавлен продукт: {kind} «{title}»")
    return product


@transaction.atomic
def remove_product(*, product: Product, by: User | None) -> None:
    """Take a product back; its file leaves the disk once the change is certain."""
    pair = _open(product.pair)
    if product.file:
        transaction.on_commit(partial(product.file.storage.delete, str(product.file.name)))
    note(pair, by=by, action="product", text=f"Убран продукт: {product.kind} «{product.title}»")
    product.delete()


def _check(link: str, upload: Any) -> None:
    """Put what is wrong beside the field it is wrong in."""
    for field, check, value in (("link", _is_web_address, link), ("upload", attachments.check, upload)):
        if not value:
            continue
        try:
            check(value)
        except ValidationError as error:
            raise ValidationError({field: error.messages}) from error


def _open(pair: Pair) -> Pair:
    pair = lock(pair)
    if pair.state not in JOURNAL_STATES:
        raise refusal(pair, "дополнить продуктом")
    return pair
