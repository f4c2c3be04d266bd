"""The list of papers and the choice of what to make."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mentorship.documents.display import look_of
from mentorship.documents.enums import CONSENT_KINDS, ORDER_KINDS, Kind
from mentorship.documents.filters import PaperFilter
from mentorship.documents.models import Paper
from mentorship.documents.owners import AREA, own_municipality
from schools.guards import area_required

PAGE = 50


@area_required(AREA)
def paper_list(request: HttpRequest) -> HttpResponse:
    """The papers in sight under the filter, the newest first."""
    user: Any = request.user
    visible = Paper.objects.visible_to(user).select_related("school", "municipality")
    found = PaperFilter(request.GET or None, queryset=visible, request=request)
    page = Paginator(found.qs.order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": found.form,
        "is_filtered": bool(request.GET.dict().keys() - {"page"}),
        "page_obj": page,
        "rows": [{"paper": paper, "look": look_of(paper.state)} for paper in page],
        "may_make": user.access.may_change(AREA),
        "is_of_schools": own_municipality(user) is None,
    }
    return render(request, "documents/list.html", context)


@area_required(AREA, change=True)
def choose(request: HttpRequest) -> HttpResponse:
    """What papers can be made."""
    user: Any = request.user
    municipal = own_municipality(user) is not None
    orders = [kind for kind in ORDER_KINDS if municipal or kind != Kind.CENTRE]
    groups = [
        ("Приказы", orders),
        ("Согласия и соглашения", [*CONSENT_KINDS[:1], Kind.AGREEMENT, *CONSENT_KINDS[1:]]),
    ]
    return render(request, "documents/choose.html", {"groups": groups})
