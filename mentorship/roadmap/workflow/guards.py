"""What every change checks first: the row as it is now, the state it needs, a reason that is given."""

from datetime import date

from django.core.exceptions import ValidationError

from mentorship.roadmap.enums import OPEN_REVISIONS, TRANSITIONS, RoadmapState
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from schools import years


def locked(roadmap: Roadmap) -> Roadmap:
    """Read the roadmap anew and hold it till the end of the transaction: two people may press at once."""
    fresh = Roadmap.objects.select_related("school", "municipality", "template")
    return fresh.select_for_update(of=("self",)).get(pk=roadmap.pk)


def locked_event(event: RoadmapEvent) -> RoadmapEvent:
    """Read the event anew with its roadmap, which is held: all changes of one roadmap come in turn."""
    roadmap = locked(event.roadmap)
    fresh = RoadmapEvent.objects.select_related("stage").get(pk=event.pk)
    fresh.roadmap = roadmap
    return fresh


def move_state(roadmap: Roadmap, target: RoadmapState) -> None:
    """Set the next state; a transition the table lacks is refused by the names of both states."""
    current = RoadmapState(roadmap.state)
    if target not in TRANSITIONS[current]:
        raise ValidationError(
            f"Сейчас карта в состоянии «{current.label}»: перевести её в «{target.label}» нельзя. "
            "Обновите страницу: возможно, это уже сделал кто-то другой."
        )
    roadmap.state = target


def require_running(roadmap: Roadmap) -> None:
    """Events are marked and changed only while the agreed roadmap runs."""
    if roadmap.state == RoadmapState.CLOSED:
        raise ValidationError("Карта закрыта: её мероприятия больше не меняются.")
    if not roadmap.is_running:
        raise ValidationError("Мероприятия отмечают после согласования карты.")


def require_draft(roadmap: Roadmap) -> None:
    """The plan itself is edited only in a draft."""
    if not roadmap.is_draft:
        raise ValidationError(
            "План правят только в черновике. Согласованный план меняют переносом или отменой мероприятий."
        )


def require_open(event: RoadmapEvent) -> None:
    """Only an event that is still planned is marked, moved or cancelled."""
    if not event.is_open:
        raise ValidationError(f"Мероприятие {event.code} уже {event.get_state_display()}.")


def require_no_line(event: RoadmapEvent) -> None:
    """An event is changed either by itself or within a proposed version."""
    if event.revision_lines.filter(revision__state__in=OPEN_REVISIONS).exists():
        raise ValidationError(
            f"Мероприятие {event.code} уже стоит в предлагаемой версии плана: измените его там."
        )


def require_words(text: str, field: str, message: str) -> str:
    """Return the text without outer spaces; a blank one is refused at its field."""
    text = text.strip()
    if not text:
        raise ValidationError({field: message})
    return text


def require_past(day: date, on: date, roadmap: Roadmap, field: str) -> None:
    """A fact lies neither ahead nor in another programme's time (a slip in the year)."""
    if day > on:
        raise ValidationError({field: f"Дата не может быть в будущем. Сегодня {on:%d.%m.%Y}."})
    if day.year < roadmap.year:
        raise ValidationError(
            {
                field: f"Карта составлена на {years.label(roadmap.year)} учебный год: "
                f"дата не может быть раньше {roadmap.year} года."
            }
        )


def require_within_year(day: date, roadmap: Roadmap, field: str) -> None:
    """A term lies within the roadmap's school year."""
    first, last = years.first_day(roadmap.year), years.last_day(roadmap.year)
    if not first <= day <= last:
        raise ValidationError(
            {field: f"Срок должен лежать внутри учебного года: с {first:%d.%m.%Y} по {last:%d.%m.%Y}."}
        )


# More codes than this nobody reads in one sentence.
MOST_CODES = 8


def codes_in_words(codes: list[str]) -> str:
    """«1.1, 1.2 и ещё 30»."""
    shown = ", ".join(codes[:MOST_CODES])
    rest = len(codes) - MOST_CODES
    return f"{shown} и ещё {rest}" if rest > 0 else shown
