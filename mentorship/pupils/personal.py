"""The part of the pupils' pairs in own data and in destroying them: the teacher who leads one."""

from datetime import date

from mentorship.pupils.models import PupilPair
from schools.models import Person
from schools.personal import Fate, Holding

HOLDINGS = (
    Holding(
        "pupils.PupilPair",
        "mentor_teacher",
        "Пары с учениками, где вы наставник",
        Fate.KEPT,
        "по парам считаются показатели программы",
        is_shown=False,
        act_title="Пары с учениками, где педагог — наставник",
    ),
)


def refusals(person: Person, on: date) -> list[str]:
    """A pair with a pupil that still lives ends first."""
    count = PupilPair.objects.live().filter(mentor_teacher=person).count()
    if not count:
        return []
    words = (
        f"Человек ведёт учеников: незавершённых пар с учениками — {count}. Сначала завершите их или "
        "передайте другому наставнику."
    )
    return [words]
