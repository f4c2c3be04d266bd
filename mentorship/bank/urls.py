"""Addresses of the bank."""

from django.urls import URLPattern, path

from mentorship.bank.views import bank, consents, exports, interviews, nominations, programmes, reserve

app_name = "bank"
urlpatterns: list[URLPattern] = [
    path("", bank.BankListView.as_view(), name="list"),
    path("apply/", nominations.apply, name="apply"),
    path("export.xlsx", exports.export, name="export"),
    path("region.xlsx", exports.region, name="region"),
    path("reserve/", reserve.reserve, name="reserve"),
    path("reserve/add/", reserve.include, name="reserve_add"),
    path("reserve/reserve.xlsx", reserve.reserve_xlsx, name="reserve_xlsx"),
    path("reserve/<int:pk>/", reserve.member, name="reserve_member"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/add/", programmes.add_programme, name="programme_add"),
    path("programmes/<int:pk>/", programmes.programme, name="programme"),
    path("programmes/<int:pk>/trained/", programmes.add_course, name="course_add"),
    path("programmes/<int:pk>/sessions/add/", programmes.session, name="session_add"),
    path("programmes/<int:pk>/sessions/<int:session_pk>/", programmes.session, name="session"),
    path("<int:pk>/interviews/<int:interview_pk>/", interviews.protocol, name="interview"),
    path("consents/<int:pk>/", consents.consents, name="consents"),
    path("<int:pk>/", bank.detail, name="detail"),
    path("<int:pk>/cards/add/", bank.card, name="add_card"),
    path("<int:pk>/cards/<int:card_pk>/", bank.card, name="card"),
]
