"""Addresses of help."""

from django.urls import path

from schools.help import views

app_name = "help"
urlpatterns = [
    path("", views.index, name="index"),
    path("glossary/", views.glossary_page, name="glossary"),
    path("pictures/<slug:code>/", views.picture, name="picture"),
    path("<slug:code>/", views.chapter_page, name="chapter"),
]
