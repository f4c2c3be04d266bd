"""The form of wanted letters."""

from django import forms

from mentorship.notices.enums import Topic
from schools.forms import PortalForm


class TopicsForm(PortalForm):
    """Ticks beside the topics; a form without a tick asks for no letters at all."""

    topics = forms.MultipleChoiceField(
        label="Присылать письма",
        choices=[(topic.value, topic.label.capitalize()) for topic in Topic],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def wanted(self) -> set[Topic]:
        """The topics that were ticked."""
        return {Topic(value) for value in self.cleaned_data["topics"]}
