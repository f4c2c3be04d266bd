"""The 0–20 sheet of document 004: ten criteria, 0–2 points each, and the level they add up to. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

CRITERIA: dict[str, str] = {
    "s004_01_norms": "Муниципальные нормативные документы о поддержке молодых педагогов в первые три года",
    "s004_02_methods": "Методические рекомендации и материалы по наставничеству",
    "s004_03_info": "Информационный ресурс о наставничестве",
    "s004_04_support": "Система поддержки педагогов в первые три года работы",
    "s004_05_communities": "Сообщества молодых педагогов",
    "s004_06_practices": "Трансляция лучших практик наставничества",
    "s004_07_heads": "Мероприятия с руководителями школ",
    "s004_08_internet": "Интернет-ресурс профессионального сообщества",
    "s004_09_universities": "Взаимодействие с организациями высшего и дополнительного образования",
    "s004_10_offsite": "Обучающий выездной семинар — не меньше одного",
}
MARKS = {
    0: "0 — не соответствует",
    1: "1 — соответствует частично",
    2: "2 — соответствует обоснованной системе",
}
HIGH, MIDDLE, MOST = 17, 12, 20


@dataclass(frozen=True)
class Total:
    """The sum while some criteria may still be unmarked: from `least` to `most`."""

    least: int
    most: int
    marked: int

    @property
    def level(self) -> str:
        """The band both ends fall into; "" while they differ."""
        lower, upper = level_of(self.least), level_of(self.most)
        return lower if lower == upper else ""

    @property
    def words(self) -> str:
        """«16 баллов из 20» or «от 8 до 14, оценено 7 из 10»."""
        if self.marked == len(CRITERIA):
            return f"{self.least} из {MOST}"
        return f"от {self.least} до {self.most}, оценено {self.marked} из {len(CRITERIA)}"


def level_of(points: int) -> str:
    """17–20 high, 12–16 middle, below 12 low (document 004)."""
    if points >= HIGH:
        return "высокая"
    return "средняя" if points >= MIDDLE else "низкая"


def total_of(marks: Mapping[str, int]) -> Total:
    """Add up the marks given; each criterion left out may bring 0 to 2."""
    known = [mark for code, mark in marks.items() if code in CRITERIA]
    open_points = 2 * (len(CRITERIA) - len(known))
    return Total(sum(known), sum(known) + open_points, len(known))
