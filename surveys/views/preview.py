"""A version as its respondent will see it, before it is published."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from schools.guards import AreaMixin
from surveys.enums import VersionState
from surveys.models import QuestionnaireVersion
from surveys.sheet import Sheet
from surveys.versions import form_of


class PreviewView(AreaMixin, TemplateView):
    """All sections of a version under one another; nothing is stored."""

    area = "campaigns"
    template_name = "surveys/preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form without answers; a draft is the centre's own until it is published."""
        versions = QuestionnaireVersion.objects.select_related("questionnaire")
        if self.request.user.access.only_own(self.area):
            versions = versions.exclude(state=VersionState.DRAFT)
        version = get_object_or_404(versions, pk=kwargs["pk"])
        return super().get_context_data(version=version, sheet=Sheet(form_of(version)), **kwargs)
