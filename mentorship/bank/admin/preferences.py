"""Wishes after the group meeting; they are written on their own page, by the sides or for them."""

from django.contrib import admin

from mentorship.bank.models import MentorPreference
from schools.admin.filters import YearFilter
from schools.admin.looked_up import LookedUpAdmin


@admin.register(MentorPreference)
class MentorPreferenceAdmin(LookedUpAdmin):
    """Who named whom, in which order."""

    list_display = ("person", "side", "rank", "chosen", "year", "given_date")
    list_filter = ("side", YearFilter)
    list_select_related = ("person", "chosen")
    search_fields = ("person__name_key", "chosen__name_key")
    search_help_text = "Фамилия того, кто выбирает, или кого выбрали"
