"""Effects of mentoring that a report or a closing protocol names (document 003 §5, expected results)."""

from schools.words import Word


class Effect(Word):
    """What has been reached; the list is open."""

    class Meta(Word.Meta):
        verbose_name = "достигнутый эффект"
        verbose_name_plural = "достигнутые эффекты"
