"""Hours of training programmes: the sessions people attended, summed."""

from dataclasses import dataclass, field

from mentorship.bank.models import TrainingProgramme, TrainingSession
from schools.models import Person


@dataclass
class Attendance:
    """The sessions of one programme that a person attended, the latest first."""

    person: Person
    sessions: list[TrainingSession] = field(default_factory=list)

    @property
    def hours(self) -> int:
        """Their hours together; a session without hours adds none."""
        return sum(session.hours or 0 for session in self.sessions)

    @property
    def distance_hours(self) -> int:
        """Those of them at a distance."""
        return sum(session.hours or 0 for session in self.sessions if session.is_distance)


def hours_of(person: Person, programme: TrainingProgramme) -> Attendance:
    """What a person attended of a programme; one query."""
    return Attendance(person, list(TrainingSession.objects.filter(programme=programme, attended=person)))


def attendances(sessions: list[TrainingSession]) -> list[Attendance]:
    """Everyone who attended one of the sessions (with `attended` at hand), by name."""
    found: dict[int, Attendance] = {}
    for session in sessions:
        for person in session.attended.all():
            found.setdefault(person.pk, Attendance(person)).sessions.append(session)
    return sorted(found.values(), key=lambda item: (item.person.name_key, item.person.pk))
