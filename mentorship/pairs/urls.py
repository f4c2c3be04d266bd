"""Addresses."""

from django.urls import path

from mentorship.pairs.views import changes, details, lists, matching, proposing

app_name = "pairs"
urlpatterns = [
    path("matching/", matching.MatchingView.as_view(), name="matching"),
    path("pairs/", lists.pair_list, name="list"),
    path("pairs/add/", proposing.add_pair, name="add"),
    path("pairs/<int:pk>/", details.pair_detail, name="detail"),
    path("pairs/<int:pk>/meetings/", changes.log_meeting, name="log_meeting"),
    path(
        "pairs/<int:pk>/meetings/<int:meeting_pk>/confirm/", changes.confirm_meeting, name="confirm_meeting"
    ),
    path("pairs/<int:pk>/members/<int:member_pk>/end/", changes.end_membership, name="end_membership"),
    path("pairs/<int:pk>/<slug:code>/", changes.act, name="act"),
]
