"""The part of the letters in own data and in destroying them."""

from schools.personal import Fate, Holding

HOLDINGS = (
    Holding("notices.Notice", "person", "Письма портала", Fate.DELETED, hides=("key",)),
    Holding("notices.SwitchedOff", "person", "Отключённые темы писем", Fate.DELETED),
)
