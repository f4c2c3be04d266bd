"""Addresses of the public section."""

from django.urls import URLPattern, path

from mentorship.practices import views

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("public/", views.home, name="home"),
    path("public/mentors/", views.mentors, name="mentors"),
]
