"""«Другие анкеты»: what was answered to forms that are asked once, masks applied."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.views.generic import TemplateView

from reports.survey_reports.choice import Choice
from reports.survey_reports.single import asked_forms, campaign_of, of_form, offer_forms, with_single_form
from reports.views.surveys import SurveyReportMixin
from surveys.results.single import single_report


class SingleFormMixin(SurveyReportMixin):
    """A page of a whole municipality whose address may name a form that is asked once."""

    def chosen(self) -> Choice:
        """Read the address; a school is no group here: its texts would lead to persons."""
        choice = super().chosen()
        if choice.is_own or choice.group.school:
            raise PermissionDenied
        return with_single_form(choice, self.request.GET)


class SurveyOnceView(SingleFormMixin, TemplateView):
    """/reports/surveys/once/: `form` chooses the questionnaire, the first one where nothing is chosen."""

    template_name = "reports/survey_once.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many gave which answer to each closed question."""
        choice = self.chosen()
        known = asked_forms(choice)
        if known and not choice.group.form:
            choice = of_form(choice, known[0])
        if known:
            offer_forms(choice, known)
        campaign = campaign_of(choice) if choice.group.form else None
        return super().get_context_data(
            choice=choice,
            form=choice.form,
            known=known,
            report=single_report(campaign, choice.rules.k) if campaign else None,
            k=choice.rules.k,
            **kwargs,
        )
