"""The closing protocol of a pair: a page to print and to sign."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.audit.log import record_view
from mentorship.pairs.life.closing import open_ends, protocol_of
from mentorship.pairs.views.heads import find_pair, head_of
from schools.guards import area_required


@area_required("pairs")
def protocol_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the protocol; before the end it is a draft and says what is still open."""
    user: Any = request.user
    pair, members, _ = find_pair(request, pk)
    record_view(by=user, target=pair, what="paper")
    context = {
        **head_of(pair, members, user.person_id),
        **protocol_of(pair, members),
        "members": members,
        "warnings": [] if pair.is_over else open_ends(pair),
        "today": timezone.localdate(),
    }
    return render(request, "pairs/life/protocol.html", context)
