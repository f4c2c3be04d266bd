"""Addresses where the section is worked on: cases of pairs, materials that wait."""

from django.urls import URLPattern, path

from mentorship.practices.views import cases, editing, voices

app_name = "practices"
urlpatterns: list[URLPattern] = [
    path("practices/", cases.case_list, name="list"),
    path("practices/<int:pk>/", cases.detail, name="detail"),
    path("practices/<int:pk>/edit/", cases.edit, name="edit"),
    path("practices/<int:pk>/voices/<int:author_pk>/", voices.words, name="voice"),
    path("practices/<int:pk>/voices/<int:author_pk>/agree/", voices.agree, name="agree"),
    path("practices/<int:pk>/voices/<int:author_pk>/withdraw/", voices.take_back, name="take_back"),
    path("practices/<int:pk>/products/<int:product_pk>/", cases.product_file, name="product"),
    path("practices/<int:pk>/steps/<slug:step>/", cases.step, name="step"),
    path("pairs/<int:pk>/practice/", cases.of_pair, name="of_pair"),
    path("editing/", editing.waiting, name="waiting"),
    path("editing/<slug:kind>/<int:pk>/", editing.preview, name="editing"),
    path("editing/<slug:kind>/<int:pk>/<slug:step>/", editing.step, name="editing_step"),
]
