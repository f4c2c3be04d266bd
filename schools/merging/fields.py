"""The fields of the two records side by side: where they differ, somebody chooses which stays."""

from typing import Any, NamedTuple

from schools.merging.contract import BOTH, DROP, KEEP, Merge
from schools.models import Person
from schools.russian import NO_VALUE

# What one choice decides: a person of a school belongs to its municipality and is or is no teacher of it.
_PLACE = ("school", "municipality", "is_teacher")
TITLES: dict[str, str] = {
    "last_name": "Фамилия",
    "first_name": "Имя",
    "middle_name": "Отчество",
    "place": "Место работы",
    "position": "Должность",
    "subjects": "Предметы",
    "teaching_since": "Начало педагогической деятельности",
    "category": "Квалификационная категория",
    "email": "Электронная почта",
}


class Difference(NamedTuple):
    """A field of the two: what stands in each, whether they differ, what is offered, what is proposed."""

    name: str
    title: str
    keep: str
    drop: str
    differs: bool
    proposed: str

    @property
    def options(self) -> list[tuple[str, str]]:
        """Choices for a form: whose value stays."""
        both = [(BOTH, "предметы обеих записей")] if self.name == "subjects" and self.proposed == BOTH else []
        return [(KEEP, _or_blank(self.keep)), (DROP, _or_blank(self.drop)), *both]


def _or_blank(words: str) -> str:
    return "оставить пустым" if words == NO_VALUE else words


def differences(keep: Person, drop: Person) -> list[Difference]:
    """Return every field in the order of the page; two queries, for the subjects."""
    return [
        _difference(name, title, _words(keep, name), _words(drop, name)) for name, title in TITLES.items()
    ]


def write_chosen(merge: Merge) -> None:
    """Give the record that stays the chosen values and store it; subjects may be those of both."""
    keep = merge.keep
    for name in TITLES:
        if name == "subjects":
            continue
        for attribute in _PLACE if name == "place" else (name,):
            setattr(keep, attribute, getattr(merge.chosen(name), attribute))
    subjects = set(merge.chosen("subjects").subjects.all())
    if merge.choices.get("subjects") == BOTH:
        subjects |= set(merge.drop.subjects.all())
    keep.save()
    keep.subjects.set(subjects)


def _difference(name: str, title: str, keep: str, drop: str) -> Difference:
    proposed = KEEP
    if name == "subjects" and keep and drop:
        proposed = BOTH
    elif not keep or (name in ("first_name", "middle_name") and _is_initial(keep) and not _is_initial(drop)):
        proposed = DROP if drop else KEEP
    return Difference(name, title, keep or NO_VALUE, drop or NO_VALUE, keep != drop, proposed)


def _is_initial(name: str) -> bool:
    return len(name.strip(" .")) == 1 or "." in name


def _words(person: Person, name: str) -> str:
    """What stands in a field, as a person reads it; "" for nothing."""
    if name == "place":
        return _place(person)
    if name == "subjects":
        return "; ".join(subject.name for subject in person.subjects.all())
    if name == "category":
        return person.get_category_display()
    value: Any = getattr(person, name)
    if name == "teaching_since":
        return f"{value:%d.%m.%Y}" if value else ""
    return str(value) if value else ""


def _place(person: Person) -> str:
    if person.school is None:
        return "сотрудник муниципалитета"
    return f"{person.school}, {'педагог' if person.is_teacher else 'не педагог'}"
