"""Addresses of contests."""

from django.urls import URLPattern, path

from mentorship.practices.contests.views import contests, entries, issuing

app_name = "contests"
urlpatterns: list[URLPattern] = [
    path("", contests.contest_list, name="list"),
    path("new/", contests.new, name="new"),
    path("entries/<int:pk>/", entries.detail, name="entry"),
    path("entries/<int:pk>/people/<int:part_pk>/agree/", entries.agree, name="agree"),
    path("entries/<int:pk>/people/<int:part_pk>/refuse/", entries.refuse, name="refuse"),
    path("entries/<int:pk>/place/", entries.place, name="place"),
    path("entries/<int:pk>/remove/", entries.remove, name="remove"),
    path("<int:pk>/", contests.detail, name="detail"),
    path("<int:pk>/edit/", contests.edit, name="edit"),
    path("<int:pk>/steps/<slug:step>/", contests.take, name="step"),
    path("<int:pk>/nominations/", contests.add_nomination, name="add_nomination"),
    path("<int:pk>/nominations/<int:nomination_pk>/", entries.propose, name="propose"),
    path(
        "<int:pk>/nominations/<int:nomination_pk>/remove/",
        contests.remove_nomination,
        name="remove_nomination",
    ),
    path("<int:pk>/honour/", contests.honour, name="honour"),
    path("<int:pk>/awards/", issuing.for_contest, name="awards"),
]
