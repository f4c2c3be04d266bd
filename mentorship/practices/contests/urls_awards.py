"""Addresses of the register of awards."""

from django.urls import URLPattern, path

from mentorship.practices.contests.views import awards, issuing

app_name = "awards"
urlpatterns: list[URLPattern] = [
    path("", awards.award_list, name="list"),
    path("awards.xlsx", awards.awards_xlsx, name="xlsx"),
    path("new/", issuing.new, name="new"),
    path("pairs/", issuing.for_pairs, name="for_pairs"),
    path("<int:pk>/", awards.detail, name="detail"),
    path("<int:pk>/award.<slug:ending>", awards.paper, name="paper"),
    path("<int:pk>/revoke/", awards.revoke, name="revoke"),
    path("<int:pk>/forget/", awards.forget, name="forget"),
]
