"""Lists of words in the admin."""

from django.contrib import admin

from mentorship.bank.models import (
    Difficulty,
    MenteeCategory,
    RequestSource,
    SelectionCriterion,
    TrainingProgramme,
)
from schools.admin_base import DictionaryAdmin


@admin.register(MenteeCategory)
class MenteeCategoryAdmin(DictionaryAdmin):
    """Who can become a mentee."""

    add_title = "Новая категория наставляемого"


@admin.register(Difficulty)
class DifficultyAdmin(DictionaryAdmin):
    """Professional difficulties."""

    add_title = "Новое затруднение"


@admin.register(RequestSource)
class RequestSourceAdmin(DictionaryAdmin):
    """Where requests come from."""

    add_title = "Новый источник запроса"


@admin.register(TrainingProgramme)
class TrainingProgrammeAdmin(DictionaryAdmin):
    """Programmes of training."""

    add_title = "Новая программа обучения"


@admin.register(SelectionCriterion)
class SelectionCriterionAdmin(DictionaryAdmin):
    """Criteria that an interview asks for (document 004)."""

    add_title = "Новый критерий отбора"
