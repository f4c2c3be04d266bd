"""Addresses of questionnaires and campaigns (contract §2)."""

from django.urls import URLPattern, path

from surveys.views import audience, campaigns, entry, filling, links, mine, outcome, preview

app_name = "surveys"

urlpatterns: list[URLPattern] = [
    path("surveys/", mine.OwnSurveysView.as_view(), name="list"),
    path("surveys/<int:pk>/", filling.OwnFillingView.as_view(), name="fill"),
    path("surveys/t/<str:token>/", filling.LinkFillingView.as_view(), name="token"),
    path("campaigns/", campaigns.CampaignsView.as_view(), name="campaigns"),
    path("campaigns/add/", campaigns.AddCampaignView.as_view(), name="campaign_add"),
    path("campaigns/<int:pk>/", campaigns.CampaignView.as_view(), name="campaign"),
    path("campaigns/<int:pk>/links/", links.LinksView.as_view(), name="links"),
    path("campaigns/<int:pk>/audience/", audience.AudienceView.as_view(), name="audience"),
    path("campaigns/<int:pk>/funnel/", outcome.FunnelView.as_view(), name="funnel"),
    path("campaigns/<int:pk>/anonymise/", outcome.AnonymiseView.as_view(), name="anonymise"),
    path("campaigns/<int:pk>/print/", entry.PrintView.as_view(), name="print"),
    path("campaigns/<int:pk>/paper/", entry.PapersView.as_view(), name="papers"),
    path("campaigns/<int:pk>/paper/<int:person>/", entry.PaperView.as_view(), name="paper"),
    path("campaigns/<int:pk>/sheet/", entry.SheetView.as_view(), name="sheet"),
    path("questionnaires/<int:pk>/preview/", preview.PreviewView.as_view(), name="preview"),
]
