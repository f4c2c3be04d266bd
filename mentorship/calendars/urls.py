"""Addresses of the personal calendar."""

from django.urls import path

from mentorship.calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.calendar, name="own"),
    path("<str:secret>.ics", views.feed, name="feed"),
]
