"""What the list of pupils is narrowed by: the name, what the record waits for."""

from datetime import date
from typing import Any

import django_filters

from mentorship.pupils.enums import PupilState, Relation
from mentorship.pupils.models import Pupil
from schools.forms import PortalForm
from schools.limits import LONGEST_SEARCH

# What a record may wait for; the tasks of the workplace lead here.
WAITS = {
    "consent": "согласия",
    "own": "согласия самого ученика (18 лет)",
    "pair": "наставника",
    "destroy": "уничтожения данных",
}


class PupilFilter(django_filters.FilterSet):
    """The form over the list; everything stands in the address."""

    q = django_filters.CharFilter(method="by_name", label="Имя или псевдоним", max_length=LONGEST_SEARCH)
    wait = django_filters.ChoiceFilter(
        choices=list(WAITS.items()), method="by_wait", label="Ждёт", empty_label="не важно"
    )

    class Meta:
        model = Pupil
        fields: list[str] = []
        form = PortalForm

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def by_name(self, pupils: Any, _: str, text: str) -> Any:
        """A hidden name is not found."""
        return pupils.named(text)

    def by_wait(self, pupils: Any, _: str, wait: str) -> Any:
        """Records that stand still for the same reason."""
        if wait == "destroy":
            return pupils.to_destroy(self.on)
        if wait == "consent":
            return pupils.filter(state=PupilState.DRAFT)
        if wait == "own":
            return pupils.ready().filter(turned_18_on__lte=self.on).exclude(relation=Relation.SELF)
        return pupils.ready().filter(is_paired=False)
