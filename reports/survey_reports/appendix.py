"""Приложение 2 of document 000, «Личностная оценка»: how many marked each line for themselves (domain §1.12).

The words of the lines are the document's; a mentee's lines 9–11 repeat 3–5 there and stand once here (A-25).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from schools.russian import NO_VALUE, percent
from surveys.results import RoleReport
from surveys.suppression import YesSummary

LIKED = ("liked_participating", "Понравилось участвовать в программе")
CONTINUES = ("wants_to_continue", "Хотел бы продолжить работу в программе наставничества")
STAYS = (
    "sees_future_5y",
    "Видит свое профессиональное развитие в данной образовательной организации в течение следующих 5 лет",
)
CULTURE = (
    "culture_activity",
    "Появилось желание более активно участвовать в культурной жизни образовательной организации",
)
_CONFLICTS = (
    "Заметил сокращение числа конфликтов с педагогическим и родительским сообществами благодаря "
    "программе наставничества"
)
_CONFIDENCE = (
    "После общения с наставником почувствовал прилив уверенности в собственных силах для развития "
    "личного, творческого и педагогического потенциала"
)
CONFLICTS = ("fewer_conflicts", _CONFLICTS)
WORKS = (
    "own_publications",
    "Появилось желание и/или силы реализовывать собственные профессиональные работы: статьи, исследования",
)
LINES = {
    "mentee": (
        LIKED,
        CONTINUES,
        STAYS,
        CULTURE,
        ("confidence_boost", _CONFIDENCE),
        ("class_progress", "Заметил рост успеваемости и улучшение поведения в подшефных классах"),
        CONFLICTS,
        WORKS,
    ),
    "mentor": (
        ("training_sufficient_clear", "Достаточность и понятность обучения наставников"),
        LIKED,
        CONTINUES,
        STAYS,
        CULTURE,
        CONFLICTS,
        WORKS,
    ),
}
TITLES = {"mentee": "Личностная оценка наставляемых", "mentor": "Личностная оценка наставников"}
JOINT, RESULT = "joint_work_satisfaction", "expectations_met"
HIDDEN = "скрыто"


@dataclass(frozen=True)
class Line:
    """One line; `figures` is None where the form asks nothing of the kind (A-19)."""

    text: str
    figures: YesSummary | None

    @property
    def count(self) -> int | None:
        """How many marked it; None where it is hidden or not asked."""
        return self.figures.yes if self.figures else None

    @property
    def words(self) -> str:
        """«26», «скрыто», «—»."""
        if self.figures is None:
            return NO_VALUE
        return HIDDEN if self.figures.hidden else str(self.figures.yes)

    @property
    def note(self) -> str:
        """«86,6 % ответивших»; why there is no figure."""
        if self.figures is None:
            return "нет вопроса в анкете"
        if self.figures.hidden:
            return f"ответили {self.figures.answered}"
        return f"{percent(self.figures.share)} из {self.figures.answered}"


@dataclass(frozen=True)
class Appendix:
    """The form filled in."""

    report: RoleReport
    joint: Line
    result: Line
    lines: list[Line]

    @property
    def title(self) -> str:
        """«Личностная оценка наставляемых»."""
        return TITLES[self.report.group.role]

    @property
    def answered(self) -> str:
        """«31 (77,5 %)»: the line the portal adds."""
        sent, invited = self.report.after, self.report.invited
        return f"{sent} ({percent(sent / invited)})" if invited and sent <= invited else str(sent)

    @property
    def footnotes(self) -> Iterator[str]:
        """What the document leaves open and the portal has settled."""
        rules = self.report.rules
        yield (
            f"«Довольны совместной работой» — оценка {rules.pleased_from} и выше на вопрос о совместной "
            f"работе, «довольны результатом» — {rules.pleased_from} и выше на вопрос, насколько оправдались "
            "ожидания."
        )
        yield (
            f"«Скрыто»: ответили меньше {rules.k} человек, либо ответивших меньше 20 и «да» или «нет» "
            "сказали меньше пяти, либо число можно было бы получить вычитанием."
        )
        if any(line.figures is None for line in self.lines):
            yield "«—»: такого вопроса в опубликованной версии анкеты нет."


def appendix_of(report: RoleReport) -> Appendix:
    """Fill in the form of the report's role."""
    pleased, said = report.pleased, report.yes
    return Appendix(
        report,
        Line("Довольны совместной работой", pleased.get(JOINT)),
        Line("Довольны результатом", pleased.get(RESULT)),
        [Line(text, said.get(code)) for code, text in LINES[report.group.role]],
    )
