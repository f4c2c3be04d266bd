"""Open lists of the bank: who can become a mentee, what is hard, where a request comes from."""

from schools.words import Word


class MenteeCategory(Word):
    """Who can become a mentee: молодой/начинающий педагог, педагог в процессе адаптации, …"""

    class Meta(Word.Meta):
        verbose_name = "категория наставляемого"
        verbose_name_plural = "категории наставляемых"


class Difficulty(Word):
    """Professional difficulties (профессиональное затруднение); the list is open."""

    class Meta(Word.Meta):
        verbose_name = "профессиональное затруднение"
        verbose_name_plural = "профессиональные затруднения"


class RequestSource(Word):
    """Where a request comes from: самозапрос, куратор, тестирование, третьи лица."""

    class Meta(Word.Meta):
        verbose_name = "источник запроса"
        verbose_name_plural = "источники запросов"


class TrainingProgramme(Word):
    """Programmes of training of mentors and curators."""

    class Meta(Word.Meta):
        verbose_name = "программа обучения"
        verbose_name_plural = "программы обучения"


class SelectionCriterion(Word):
    """Criteria by which mentors are selected (document 004: отбор по запросам наставляемых)."""

    class Meta(Word.Meta):
        verbose_name = "критерий отбора"
        verbose_name_plural = "критерии отбора"
