"""Words written where a row is to be chosen and no script searches for it."""

from collections.abc import Sequence
from typing import Any

from schools.russian import plural

MOST = 20  # more rows than these nobody reads in a box


def words_name(name: str) -> str:
    """What the words are called in an address or a form, beside the key chosen in the field of that name."""
    return f"{name}-words"


class Sought(str):
    """The words, and the rows they were found in: none or several, else there would be nothing to choose.

    It goes through a form as the value of its field, which refuses it; the box offers the rows.
    """

    rows: Sequence[Any]
    nouns = ("строка", "строки", "строк")
    narrower = "напишите точнее"

    def __new__(cls, words: str, rows: Sequence[Any]) -> "Sought":
        """Keep the rows beside the words; one more than `MOST` tells that there are more."""
        made = super().__new__(cls, words)
        made.rows = rows
        return made

    @property
    def refusal(self) -> str:
        """What to do now."""
        if not self.rows:
            return f"По словам «{self}» ничего не нашлось: проверьте, как написано."
        if len(self.rows) > MOST:
            return f"По словам «{self}» нашлось больше {MOST} {self.nouns[2]}: {self.narrower}."
        count = len(self.rows)
        found = plural(count, "нашлась", "нашлись", "нашлось")
        return f"По словам «{self}» {found} {count} {plural(count, *self.nouns)}: выберите из списка."
