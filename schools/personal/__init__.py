"""What the portal holds of a person: the contract of the parts, and the part of this app.

Each app that keeps something of a person has a `personal.py`, found by its name, with `HOLDINGS`: of every
model what is shown to the person and what becomes of it when the person's data are destroyed. It may also
have `refusals(person, on)`, `words(person)` (further spellings of the name to look for), `erase(erasing)`
(what a line of the table cannot say), `sections(person)` (own data that no line describes),
`shared_files(person)` (paths of files that show the person among others) and `file_destroyed(row, field,
words)` (what else changes in a row whose file was destroyed by hand, field → value).
`mentorship.privacy` puts the parts together.
"""

from schools.personal.contract import CLEARED, Erasing, Fate, Holding, Section, clear
from schools.personal.part import HOLDINGS, erase

__all__ = ["CLEARED", "HOLDINGS", "Erasing", "Fate", "Holding", "Section", "clear", "erase"]
