"""Addresses of the public section."""

from django.urls import URLPattern, path

from mentorship.practices import feeds
from mentorship.practices.contests.views import open as contests
from mentorship.practices.views import home, materials, people, practices, search

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("public/", home.home, name="home"),
    path("public/news/", materials.news, name="news"),
    path("public/news/<int:pk>/", materials.news_item, name="news_item"),
    path("public/practices/", practices.practices, name="practices"),
    path("public/practices/<int:pk>/", practices.practice, name="practice"),
    path(
        "public/practices/<int:pk>/products/<int:product_pk>/",
        practices.product_file,
        name="practice_product",
    ),
    path("public/videos/", materials.videos, name="videos"),
    path("public/events/", materials.events, name="events"),
    path("public/documents/", materials.documents, name="documents"),
    path("public/documents/<int:pk>/file/", materials.document_file, name="document_file"),
    path("public/pictures/<int:pk>/", materials.picture, name="picture"),
    path("public/contacts/", materials.contacts, name="contacts"),
    path("public/mentors/", people.mentors, name="mentors"),
    path("public/honour/", people.honour, name="honour"),
    path("public/contests/", contests.contests, name="contests"),
    path("public/check/", contests.check, name="check"),
    path("public/check/<str:code>/", contests.check_code, name="check_code"),
    path("public/search/", search.search, name="search"),
    path("public/rss/", feeds.feed, name="rss"),
    path("sitemap.xml", feeds.site_map, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
]
