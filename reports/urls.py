"""Addresses of the reports."""

from django.urls import URLPattern, path

from reports.views import dashboard, papers, school, schools, statistics, surveys

app_name = "reports"

urlpatterns: list[URLPattern] = [
    path("", dashboard.DashboardView.as_view(), name="dashboard"),
    path("indicators.json", dashboard.IndicatorsJsonView.as_view(), name="indicators_json"),
    path("indicators.xlsx", dashboard.IndicatorsXlsxView.as_view(), name="indicators_xlsx"),
    path("indicators/<slug:code>/", dashboard.IndicatorView.as_view(), name="indicator"),
    path("schools/", schools.SchoolsView.as_view(), name="schools"),
    path("schools/<path:code>/", school.SchoolView.as_view(), name="school"),
    path("surveys/", surveys.SurveysView.as_view(), name="surveys"),
    path("snapshots/", papers.SnapshotsView.as_view(), name="snapshots"),
    path("snapshots/<int:pk>/", papers.SnapshotView.as_view(), name="snapshot"),
    path("score/", papers.ScoreView.as_view(), name="score"),
    path("statistics/", statistics.StatisticsView.as_view(), name="statistics"),
]
