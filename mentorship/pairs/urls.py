"""Addresses."""

from django.urls import path

from mentorship.pairs.urls_life import urlpatterns as life
from mentorship.pairs.views import (
    ageing,
    changes,
    criteria,
    details,
    fitting,
    lines,
    lists,
    matching,
    proposing,
    runs,
)

app_name = "pairs"
urlpatterns = [
    path("bank/fit/", fitting.FittingBankView.as_view(), name="fitting_bank"),
    path("matching/", matching.MatchingView.as_view(), name="matching"),
    path("matching/runs/", runs.run_list, name="runs"),
    path("matching/runs/start/", runs.start_run, name="start_run"),
    path("matching/runs/<int:pk>/", runs.run_detail, name="run"),
    path("matching/runs/<int:pk>/solve/", runs.solve, name="solve_run"),
    path("matching/runs/<int:pk>/publish/", runs.publish_run, name="publish_run"),
    path("matching/runs/<int:pk>/discard/", runs.discard_run, name="discard_run"),
    path("matching/runs/<int:pk>/lines/<int:line_pk>/", lines.change_line, name="change_line"),
    path("matching/runs/<int:pk>/lines/<int:line_pk>/lock/", runs.lock_line, name="lock_line"),
    path("matching/criteria/", criteria.CriteriaView.as_view(), name="criteria"),
    path("matching/never-together/", criteria.NeverTogetherView.as_view(), name="never_together"),
    path("matching/never-together/<int:pk>/withdraw/", criteria.withdraw_apart, name="withdraw_apart"),
    path("requests/ageing/", ageing.ageing, name="ageing"),
    path("requests/ageing.xlsx", ageing.ageing_xlsx, name="ageing_xlsx"),
    path("requests/preferences/met/", ageing.wishes_met, name="wishes_met"),
    path("pairs/", lists.pair_list, name="list"),
    path("pairs/add/", proposing.add_pair, name="add"),
    path("pairs/<int:pk>/", details.pair_detail, name="detail"),
    path("pairs/<int:pk>/meetings/", changes.log_meeting, name="log_meeting"),
    path(
        "pairs/<int:pk>/meetings/<int:meeting_pk>/confirm/", changes.confirm_meeting, name="confirm_meeting"
    ),
    path("pairs/<int:pk>/members/<int:member_pk>/end/", changes.end_membership, name="end_membership"),
    *life,
    path("pairs/<int:pk>/<slug:code>/", changes.act, name="act"),
]
