"""The part of the bank in own data and in destroying them: the mentor, requests, trainings, the reserve."""

from mentorship.bank.models import MentorCard
from schools.personal import Erasing, Fate, Holding

FIGURES = "по ним считаются показатели программы"
HOLDINGS = (
    Holding(
        "bank.Mentor",
        "person",
        "Наставник",
        Fate.CLEARED,
        FIGURES,
        clears=("training_waiver", "favourite_topic", "about"),
        hides=("favourite_topic_key",),
    ),
    Holding("bank.MentorPlace", "mentor", "Места наставника", Fate.KEPT, FIGURES, is_shown=False),
    Holding("bank.Mentor_difficulties", "mentor", "С какими затруднениями помогает", Fate.DELETED),
    Holding(
        "bank.MentorCard",
        "mentor",
        "Карточки наставника",
        Fate.CLEARED,
        FIGURES,
        clears=("contact_email", "page"),
    ),
    Holding(
        "bank.Interview",
        "mentor",
        "Собеседования",
        Fate.CLEARED,
        FIGURES,
        clears=("interviewers", "notes"),
        hides=("notes",),
    ),
    Holding(
        "bank.MentorPreference",
        "person",
        "Кого вы выбирали после встречи",
        Fate.DELETED,
        act_title="Выбор после встречи",
    ),
    Holding("bank.MentorPreference", "chosen", "Кто выбирал человека", Fate.DELETED, is_shown=False),
    Holding("bank.MenteeRequest", "person", "Запросы", Fate.CLEARED, FIGURES, clears=("details",)),
    Holding("bank.MenteeRequest_team", "person", "Запросы управленческой команды", Fate.KEPT, FIGURES),
    Holding("bank.TrainingSession_attended", "person", "Занятия", Fate.KEPT, FIGURES),
    Holding(
        "bank.ReserveMember",
        "person",
        "Кадровый резерв",
        Fate.CLEARED,
        FIGURES,
        clears=("target_position", "basis", "excluded_reason"),
    ),
    Holding("bank.Training", "person", "Обучение", Fate.CLEARED, FIGURES, clears=("certificate",)),
)


def erase(erasing: Erasing) -> None:
    """Nobody finds the cards any more."""
    live = MentorCard.objects.live().filter(mentor=erasing.person.pk)
    erasing.note("Карточки наставника", "сняты", live.update(withdrawn_date=erasing.on))
