"""Columns of the lists of this app that an account may leave out."""

from schools.comfort.columns import Column

LISTS = {
    "bank:list": (
        Column("subjects", "Предмет"),
        Column("directions", "Направление"),
        Column("experience", "Стаж, лет"),
        Column("category", "Категория"),
        Column("mentees", "Кого готов вести"),
        Column("places", "Места"),
    ),
    "requests:list": (
        Column("difficulty", "Затруднение"),
        Column("subject", "Предмет"),
        Column("category", "Категория"),
        Column("requested", "Дата запроса"),
        Column("waited", "Ждёт, дней"),
        Column("state", "Состояние"),
    ),
}
