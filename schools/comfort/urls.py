"""Addresses of the comfort of an account."""

from django.urls import path

from schools.comfort import views

urlpatterns = [
    path("filters/", views.saved_filters, name="saved_filters"),
    path("filters/<int:pk>/", views.saved_filter, name="saved_filter"),
    path("columns/", views.columns, name="columns"),
    path("undo/", views.take_back, name="undo"),
]
