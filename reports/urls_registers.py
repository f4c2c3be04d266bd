"""Addresses of the registers."""

from django.urls import URLPattern, path

from reports.views import registers

app_name = "registers"

urlpatterns: list[URLPattern] = [
    path("", registers.register, name="register"),
    path("register.xlsx", registers.register_xlsx, name="register_xlsx"),
    path("mentors/", registers.register_mentors, name="mentors"),
    path("selected/", registers.selected, name="selected"),
    path("selected.xlsx", registers.selected_xlsx, name="selected_xlsx"),
    path("pairs.xlsx", registers.pairs_xlsx, name="pairs_xlsx"),
    path("people/", registers.people, name="people"),
    path("people/<int:pk>/", registers.person_history, name="person"),
    path("people/<int:pk>/history.xlsx", registers.person_history_xlsx, name="person_xlsx"),
]
