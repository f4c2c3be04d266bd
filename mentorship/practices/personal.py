"""The part of the public section in own data and in destroying them: voices, honours, contests, awards."""

from typing import Any

from mentorship.pairs.personal import pairs_of
from mentorship.practices.enums import MaterialKind, PublicState
from mentorship.practices.models import ContestEntry, Material, Practice
from mentorship.practices.models.practices import TEXTS
from schools.personal import Erasing, Fate, Holding, clear

HOLDINGS = (
    Holding(
        "practices.PracticeAuthor",
        "person",
        "Ваши слова в практиках",
        Fate.DELETED,
        act_title="Слова педагога в практиках",
    ),
    Holding("practices.Honour", "person", "Доска почёта", Fate.DELETED),
    Holding("practices.EntryPerson", "person", "Согласия на участие в конкурсах", Fate.DELETED),
    Holding("practices.ContestEntry", "person", "Выдвижения на конкурсы", Fate.DELETED),
    Holding(
        "practices.Award",
        "person",
        "Грамоты, благодарности, сертификаты",
        Fate.CLEARED,
        "по номеру бумагу проверят и без имени",
        # the paper is printed no more: who signed it is of no use either
        clears=("text", "revoked_reason", "signer", "signer_position"),
        hides=("recipient_key",),
    ),
)


def erase(erasing: Erasing) -> None:
    """What two did is told no more without one of them: texts of the case go, entries of the pair as well."""
    rows = Practice.objects.filter(pair__in=pairs_of(erasing.person).values("pk"))
    count = clear(erasing, rows, (*TEXTS, "remark"))
    for practice in rows:
        practice.products.clear()
    rows.update(state=PublicState.WITHDRAWN, search_key="")
    erasing.note("Практики пар", Fate.CLEARED, count, "строка нужна истории пары")
    entries = ContestEntry.objects.filter(pair__in=pairs_of(erasing.person).values("pk"))
    erasing.note("Выдвижения пар на конкурсы", Fate.DELETED, entries.count())
    entries.delete()


def file_destroyed(row: Material, field: str, words: str) -> dict[str, Any]:
    """A picture goes with its description; a document without a file and a link leaves the public page."""
    if field == "image":
        return {"image_alt": "", "image_width": None, "image_height": None}
    if row.kind == MaterialKind.DOCUMENT and not row.link and row.state == PublicState.PUBLISHED:
        return {"state": PublicState.WITHDRAWN}
    return {}
