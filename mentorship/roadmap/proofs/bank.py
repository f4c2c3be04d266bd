"""What the bank of mentors shows: requests, consents, candidates, interviews, trainings, wishes."""

from django.db.models import Count, Max, Q
from django.urls import reverse

from mentorship.bank.enums import LISTED_STATES, RequestState
from mentorship.bank.models import Interview, MenteeRequest, Mentor, MentorPreference, Training
from mentorship.roadmap.proofs.asking import Asked, Finding, Question, last_one
from schools.enums import ConsentKind
from schools.models import Consent, Person
from schools.russian import plural

REQUESTS = ("запрос", "запроса", "запросов")
TEACHERS = ("педагог", "педагога", "педагогов")
MENTORS = ("наставник", "наставника", "наставников")
CANDIDATES = ("кандидат в наставники", "кандидата в наставники", "кандидатов в наставники")


def counted(count: int, words: tuple[str, str, str]) -> str:
    """«3 запроса»."""
    return f"{count} {plural(count, *words)}"


def requests(asked: Asked) -> Finding | None:
    """Requests handed in this school year, with the consents to processing of those who asked."""
    handed_in = MenteeRequest.objects.exclude(state__in=[RequestState.DRAFT, RequestState.WITHDRAWN])
    agreed = Q(
        person__consents__kind=ConsentKind.PROCESSING,
        person__consents__withdrawn_date__isnull=True,
    )
    row = (
        handed_in.filter(asked.of_people("person__"), requested_date__range=asked.days)
        .order_by()
        .aggregate(
            count=Count("pk", distinct=True),
            people=Count("person", distinct=True, filter=agreed),
            last=Max("requested_date"),
        )
    )
    if not row["count"]:
        return None
    consents = f"; согласие на обработку данных дали {counted(row['people'], TEACHERS)}"
    words = f"{counted(row['count'], REQUESTS)} наставляемых {asked.place}{last_one(row['last'])}"
    return Finding(words + (consents if row["people"] else ""), reverse("requests:list"), row["last"])


def base(asked: Asked) -> Finding | None:
    """The base of mentees: requests that were accepted."""
    accepted = MenteeRequest.objects.in_base().filter(
        asked.of_people("person__"), requested_date__range=asked.days
    )
    row = accepted.order_by().aggregate(count=Count("person", distinct=True), last=Max("requested_date"))
    if not row["count"]:
        return None
    words = f"В базе наставляемых {asked.place} {counted(row['count'], TEACHERS)} с принятыми запросами"
    return Finding(words, reverse("requests:list"), row["last"])


def nominations(asked: Asked) -> Finding | None:
    """Candidates and mentors of the bank, with their consents to processing."""
    people = Person.objects.filter(asked.of_people(), mentor__isnull=False)
    consents = Consent.objects.live().filter(
        kind=ConsentKind.PROCESSING, person__in=people, given_date__lte=asked.on
    )
    count = people.count()
    if not count:
        return None
    row = consents.order_by().aggregate(people=Count("person", distinct=True), last=Max("given_date"))
    words = f"Заявлены {asked.place}: {counted(count, CANDIDATES)}"
    agreed = f", согласие на обработку данных дали {row['people']}" if row["people"] else ""
    return Finding(words + agreed, reverse("bank:list"), row["last"])


def bank(asked: Asked) -> Finding | None:
    """Mentors whose cards the bank shows."""
    row = (
        Mentor.objects.listed()
        .filter(asked.of_people("person__"))
        .order_by()
        .aggregate(count=Count("pk"), last=Max("state_date"))
    )
    if not row["count"]:
        return None
    words = f"В банке наставников {asked.place}: {counted(row['count'], MENTORS)}"
    return Finding(words, reverse("bank:list"), min(row["last"], asked.on))


def interviews(asked: Asked) -> Finding | None:
    """Interviews of this school year."""
    row = (
        Interview.objects.filter(asked.of_people("mentor__person__"), date__range=asked.days)
        .order_by()
        .aggregate(count=Count("mentor", distinct=True), last=Max("date"))
    )
    if not row["count"]:
        return None
    words = f"Собеседование прошли {asked.place}: {counted(row['count'], CANDIDATES)}{last_one(row['last'])}"
    return Finding(words, reverse("bank:list"), row["last"])


def trainings(asked: Asked) -> Finding | None:
    """How many mentors of the bank have passed a training, and when the last one did."""
    mentors = Mentor.objects.filter(asked.of_people("person__"), state__in=LISTED_STATES)
    passed = Training.objects.filter(person__mentor__in=mentors).done_by(asked.on)
    row = passed.order_by().aggregate(count=Count("person", distinct=True), last=Max("date"))
    if not row["count"]:
        return None
    words = f"Обучение прошли {row['count']} из {mentors.count()} наставников {asked.place}"
    return Finding(f"{words}{last_one(row['last'])}", reverse("bank:list"), row["last"])


def wishes(asked: Asked) -> Finding | None:
    """Who chose a mentor or a mentee after the group meeting."""
    row = (
        MentorPreference.objects.filter(asked.of_people("person__"), given_date__range=asked.days)
        .order_by()
        .aggregate(count=Count("person", distinct=True), last=Max("given_date"))
    )
    if not row["count"]:
        return None
    words = f"Предпочтения после встречи указали {asked.place}: {counted(row['count'], TEACHERS)}"
    return Finding(f"{words}{last_one(row['last'])}", reverse("requests:preferences"), row["last"])


PROOFS: dict[str, Question] = {
    "requests": requests,
    "base": base,
    "nominations": nominations,
    "bank": bank,
    "interviews": interviews,
    "trainings": trainings,
    "wishes": wishes,
}
