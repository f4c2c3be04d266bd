"""Addresses of the centre's pages about personal data, under /privacy/."""

from django.urls import path

from mentorship.privacy.views import centre, files

app_name = "privacy"
urlpatterns = [
    path("due/", centre.due, name="due"),
    path("requests/", centre.requests, name="requests"),
    path("requests/<int:pk>/", centre.personal_request, name="request"),
    path("people/<int:pk>/propose/", centre.proposal, name="propose"),
    path("acts/", centre.acts, name="acts"),
    path("acts/<int:pk>/", files.act, name="act"),
    path("files/<int:pk>/", files.left_file, name="left_file"),
    path("files/<int:pk>/file/", files.download, name="left_file_download"),
]
