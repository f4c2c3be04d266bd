"""Addresses of questionnaires and campaigns (contract §2)."""

from django.urls import URLPattern, path

from surveys.views import campaigns, filling, links, mine

app_name = "surveys"

urlpatterns: list[URLPattern] = [
    path("surveys/", mine.OwnSurveysView.as_view(), name="list"),
    path("surveys/<int:pk>/", filling.OwnFillingView.as_view(), name="fill"),
    path("surveys/t/<str:token>/", filling.LinkFillingView.as_view(), name="token"),
    path("campaigns/", campaigns.CampaignsView.as_view(), name="campaigns"),
    path("campaigns/add/", campaigns.AddCampaignView.as_view(), name="campaign_add"),
    path("campaigns/<int:pk>/", campaigns.CampaignView.as_view(), name="campaign"),
    path("campaigns/<int:pk>/links/", links.LinksView.as_view(), name="links"),
]
