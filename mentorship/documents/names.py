"""What the lists of names are made of: a name is a text, or a list of rows with names of their own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rows:
    """A list: what it holds, and the names of one row."""

    words: str
    fields: "dict[str, str | Rows]"
    # What a row of it is called in examples; a template may call it otherwise.
    row: str = "строка"


Names = dict[str, str | Rows]
