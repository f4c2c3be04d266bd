"""Open lists of words: a new word is added, a known one is found whatever its spelling."""

from typing import Any, Generic, TypeVar

from django.db.models import Model

from mentorship.spreadsheets.words import fold, tidy

W = TypeVar("W", bound=Model)


class Dictionary(Generic[W]):
    """The words of a model with `name` and a unique `key` = fold(name); read once, at the first look-up."""

    def __init__(self, model: type[W]) -> None:
        self.model = model
        self._words: dict[str, W] | None = None

    @property
    def words(self) -> dict[str, W]:
        """Every word by its key."""
        if self._words is None:
            self._words = {word.key: word for word in self.model._default_manager.all()}  # type: ignore[attr-defined]
        return self._words

    def find(self, text: str | None) -> W | None:
        """Return the word, or None."""
        return self.words.get(fold(text))

    def get_or_add(self, text: str, **attributes: Any) -> W:
        """Return the word; a new one is stored at once with the spelling given."""
        key = fold(text)
        if key not in self.words:
            word = self.model(name=tidy(text), **attributes)
            word.full_clean(exclude={"key"})
            word.save()
            self.words[key] = word
        return self.words[key]
