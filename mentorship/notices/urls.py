"""Addresses of letters."""

from django.urls import path

from mentorship.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.letters, name="list"),
    path("off/<str:token>/", views.off, name="off"),
]
