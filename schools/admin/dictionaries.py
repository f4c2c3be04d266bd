"""Open lists of words about staff: subjects and positions."""

from django.contrib import admin

from schools.admin_base import DictionaryAdmin
from schools.models import Position, Subject


@admin.register(Subject)
class SubjectAdmin(DictionaryAdmin):
    """School subjects."""

    add_title = "Новый предмет"


@admin.register(Position)
class PositionAdmin(DictionaryAdmin):
    """Positions of staff."""

    add_title = "Новая должность"
