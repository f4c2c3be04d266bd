"""The form of wanted letters."""

from django import forms

from mentorship.notices.enums import SWITCHABLE, Topic
from schools.forms import PortalForm


class TopicsForm(PortalForm):
    """Ticks beside the topics; a form without a tick asks for no letters at all."""

    topics = forms.MultipleChoiceField(
        label="Присылать письма",
        choices=[(topic.value, topic.label.capitalize()) for topic in SWITCHABLE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Письма о входе и безопасности приходят всегда: по ним видно, если вошли не вы.",
    )

    def wanted(self) -> set[Topic]:
        """The topics that were ticked."""
        return {Topic(value) for value in self.cleaned_data["topics"]}
