"""The part of this app: what was asked for about own data."""

from mentorship.privacy.models import PersonalRequest
from schools.personal import Erasing, Fate, Holding

HOLDINGS = (
    Holding(
        "privacy.PersonalRequest",
        "person",
        "Просьбы о персональных данных",
        Fate.CLEARED,
        "доказательство, что ответ дан в срок",
        clears=("text", "answer"),
    ),
)


def erase(erasing: Erasing) -> None:
    """Nothing leads from a request, which leads to the act, to what is left of the record."""
    PersonalRequest.objects.filter(person=erasing.person).update(person=None)
