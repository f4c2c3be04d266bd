"""The letter of the week: a school reads what is late and what comes, the department what waits for it.

It is made on Monday, or on the first later day the command runs; the key names the week.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse

from mentorship.notices.enums import Topic
from mentorship.notices.posting import Letter, post_all
from mentorship.roadmap.models import Revision, Roadmap, RoadmapEvent
from mentorship.roadmap.models.events import SOON_DAYS
from mentorship.roadmap.overview import days_waiting
from mentorship.roadmap.reminders import people_of_places
from mentorship.roadmap.standing import days
from schools.enums import Role
from schools.models import Person
from schools.russian import day_month, plural

# A letter names so many lines of a kind; the rest stands on its page.
MOST = 10

People = dict[tuple[str, int | None], list[Person]]


def send_digests(on: date) -> int:
    """Post the digests of the week that holds the day, never twice; return how many letters."""
    people = people_of_places(on)
    year, week, _ = on.isocalendar()
    return len(
        post_all([*_of_schools(people, on, f"{year}-{week}"), *_of_towns(people, on, f"{year}-{week}")])
    )


def _of_schools(people: People, on: date, week: str) -> Iterable[Letter]:
    """One letter a roadmap: late events and those of the next two weeks."""
    events = (
        RoadmapEvent.objects.running().open().datable().filter(due_date__lte=on + timedelta(days=SOON_DAYS))
    )
    by_roadmap: dict[Roadmap, list[RoadmapEvent]] = defaultdict(list)
    for event in events.select_related("roadmap__school", "roadmap__municipality").order_by(
        "due_date", "order"
    ):
        by_roadmap[event.roadmap].append(event)
    for roadmap, own in by_roadmap.items():
        office = Role.CURATOR if roadmap.school_id else Role.METHODIST
        late = [event for event in own if event.overdue_days(on)]
        soon = [event for event in own if not event.overdue_days(on)]
        yield Letter(
            Topic.DIGEST,
            tuple(people[office, roadmap.school_id or roadmap.municipality_id]),
            f"Дорожная карта на неделю: просрочено {len(late)}, впереди {len(soon)}",
            "\n\n".join(
                [
                    f"{roadmap.owner}.",
                    *_listed("Просрочено:", [_late_line(event, on) for event in late]),
                    *_listed("В ближайшие две недели:", [_soon_line(event) for event in soon]),
                ]
            ),
            path=roadmap.get_absolute_url(),
            key=f"roadmap-week-{roadmap.pk}-{week}",
        )


def _of_towns(people: People, on: date, week: str) -> Iterable[Letter]:
    """One letter a municipality: what waits to be agreed and which schools are behind."""
    waiting, behind = _to_agree(on), _behind(on)
    for town in sorted(waiting.keys() | behind.keys()):
        agree, late = waiting.get(town, []), behind.get(town, [])
        readers = [*people[Role.APPROVER, town], *people[Role.METHODIST, town]]
        yield Letter(
            Topic.DIGEST,
            tuple({person.pk: person for person in readers}.values()),
            f"Дорожные карты школ: ждут согласования {len(agree)}, отстают {len(late)}",
            "\n\n".join(
                [
                    *_listed("Ждут согласования:", agree),
                    *_listed("Отстают больше двух недель:", late),
                ]
            ),
            path=reverse("roadmap:list"),
            key=f"roadmaps-week-{town}-{week}",
        )


def _to_agree(on: date) -> dict[int, list[str]]:
    """Roadmaps and new versions that wait, the longest first, by municipality."""
    lines: dict[int, list[str]] = defaultdict(list)
    for roadmap in (
        Roadmap.objects.submitted().select_related("school", "municipality").order_by("submitted_at")
    ):
        wait = days(days_waiting(roadmap.submitted_at, on))
        lines[roadmap.municipality_id].append(f"{roadmap.owner} — {wait}")
    versions = Revision.objects.submitted().select_related("roadmap__school", "roadmap__municipality")
    for revision in versions.order_by("submitted_at"):
        wait = days(days_waiting(revision.submitted_at, on))
        lines[revision.roadmap.municipality_id].append(f"{revision.roadmap.owner}, новая версия — {wait}")
    return lines


def _behind(on: date) -> dict[int, list[str]]:
    """Schools overdue for more than two weeks, the longest first, by municipality."""
    running = Roadmap.objects.running().exclude(school=None).select_related("school").with_progress(on)
    last = on - timedelta(days=SOON_DAYS)
    late = running.filter(oldest_due_date__lt=last).order_by("oldest_due_date")  # type: ignore[misc]
    lines: dict[int, list[str]] = defaultdict(list)
    for roadmap in late:
        delay = days((on - roadmap.oldest_due_date).days)  # type: ignore[attr-defined]
        lines[roadmap.municipality_id].append(f"{roadmap.school} — {delay}")
    return lines


def _late_line(event: RoadmapEvent, on: date) -> str:
    return f"{event} — срок был {day_month(event.due_date)}, {days(event.overdue_days(on))} назад"


def _soon_line(event: RoadmapEvent) -> str:
    return f"{event} — до {day_month(event.due_date)}"


def _listed(title: str, lines: list[str]) -> list[str]:
    """A title and its lines, no more than a letter should hold; nothing without any."""
    if not lines:
        return []
    rest = len(lines) - MOST
    more = [f"… и ещё {rest} {plural(rest, 'строка', 'строки', 'строк')} — на портале"] if rest > 0 else []
    return ["\n".join([title, *(f"— {line}" for line in lines[:MOST]), *more])]
