"""Columns of the list of pairs that an account may leave out."""

from schools.comfort.columns import Column

LISTS = {
    "pairs:list": (
        Column("schools", "Школа"),
        Column("since", "Работает с"),
        Column("order", "Приказ"),
        Column("meeting", "Встреча"),
        Column("state", "Состояние"),
    )
}
