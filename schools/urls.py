"""Addresses without a section: appearance, health, plain pages."""

from django.urls import include, path

from schools import appearance, views
from schools.search.views import search_page
from schools.styleguide.views import styleguide

urlpatterns = [
    path("appearance/", appearance.appearance, name="appearance"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("guide/", views.guide, name="guide"),
    path("search/", search_page, name="search"),
    path("styleguide/", styleguide, name="styleguide"),
    path("", include("schools.comfort.urls")),
    path("healthz", views.healthz, name="healthz"),
]
