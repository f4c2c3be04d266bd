"""The documents made of a snapshot: their titles, whom they go to, the parts each consists of."""

from dataclasses import dataclass

# Parts in the order they are printed; `layouts` knows how each looks, `data` what it says.
PARTICIPANTS, INDICATORS, NOTES = "participants", "indicators", "notes"
MUNICIPAL, SCHOOL_ROADMAPS, SURVEYS = "municipal", "school_roadmaps", "surveys"
HALF_YEARS, CENTRE, PROPOSALS = "half_years", "centre", "proposals"
LISTS, DIFFICULTIES, SCORE = "lists", "difficulties", "score"
SCHOOL_COUNTS, SOURCES = "school_counts", "sources"


@dataclass(frozen=True)
class PaperKind:
    """A document; `signed` are the positions under it."""

    slug: str
    title: str
    short: str
    to: str
    parts: tuple[str, ...]
    signed: tuple[str, ...]
    of_school: bool = False


_CENTRE = "Руководитель муниципального наставнического центра"
_CHIEF = "Начальник управления образования"
_ROWS = (
    PaperKind(
        "chief", "Отчёт о ходе выполнения программы наставничества",
        "Отчёт начальнику управления, полный", "Начальнику управления образования",
        (
            PARTICIPANTS, MUNICIPAL, SCHOOL_ROADMAPS, INDICATORS, NOTES, SURVEYS, HALF_YEARS, CENTRE,
            PROPOSALS, SOURCES,
        ),
        (_CENTRE,),
    ),
    PaperKind(
        "interim", "Промежуточный отчёт о ходе выполнения программы наставничества",
        "Отчёт начальнику управления, промежуточный", "Начальнику управления образования",
        (PARTICIPANTS, MUNICIPAL, INDICATORS, NOTES, HALF_YEARS, PROPOSALS),
        (_CENTRE,),
    ),
    PaperKind(
        "year", "Отчёт о реализации муниципальной программы наставничества",
        "Годовой отчёт о программе", "",
        (
            PARTICIPANTS, INDICATORS, NOTES, MUNICIPAL, SCHOOL_ROADMAPS, SURVEYS, HALF_YEARS, CENTRE,
            LISTS, SCORE, PROPOSALS, SOURCES,
        ),
        (_CENTRE, _CHIEF),
    ),
    PaperKind(
        "region", "Сведения о наставничестве для регионального центра",
        "Формы для регионального центра", "Региональному наставническому центру",
        (INDICATORS, NOTES, PARTICIPANTS, LISTS, DIFFICULTIES, SCORE, SOURCES),
        (_CHIEF, "Исполнитель"),
    ),
    PaperKind(
        "school", "Лист школы в программе наставничества",
        "Лист школы", "",
        (SCHOOL_COUNTS, INDICATORS, NOTES, SOURCES),
        ("Директор школы", "Школьный куратор"),
        of_school=True,
    ),
)  # fmt: skip

KINDS: dict[str, PaperKind] = {kind.slug: kind for kind in _ROWS}
