"""Codes of people whose data were destroyed, as the acts keep them."""

from collections.abc import Collection

from django.utils import timezone

from mentorship.privacy.models import Act
from mentorship.spreadsheets.words import fold


def destroyed(codes: Collection[str]) -> dict[str, str]:
    """Why nobody has these (folded) codes any more, in words; of codes that no act names nothing is said."""
    found = {}
    for act in Act.objects.order_by("pk"):
        for code in (act.subject_code, *act.former_codes):
            if fold(code) in codes:
                found[fold(code)] = (
                    f"Данные человека с этим кодом уничтожены {timezone.localtime(act.done_at):%d.%m.%Y} "
                    f"({act}). Если он снова работает и дал согласие, внесите его с новым кодом."
                )
    return found
