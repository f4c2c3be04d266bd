"""Forms in the portal's dress."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict

from schools.forms import FormError, PortalForm, applied_filters, error_list

SUBJECTS = [("", "Любой"), ("Точные", [("7", "Физика"), ("8", "Химия")])]


class MentorForm(PortalForm):
    """One field of each kind."""

    name = forms.CharField(label="Имя", widget=forms.TextInput(attrs={"class": "wide"}))
    since = forms.DateField(label="С", required=False)
    subject = forms.ChoiceField(label="Предмет", choices=SUBJECTS, required=False)
    free = forms.BooleanField(label="Есть место", required=False)
    years = forms.IntegerField(label="Стаж", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.cleaned_data.get("name") == "Никто":
            raise forms.ValidationError("Такого наставника нет.")


def test_controls_are_dressed_and_ticks_keep_their_look():
    form = MentorForm()
    assert form.fields["name"].widget.attrs["class"] == "wide input"
    assert form.fields["subject"].widget.attrs["class"] == "input"
    assert "class" not in form.fields["free"].widget.attrs
    assert "class" not in form.fields["secret"].widget.attrs


@pytest.mark.parametrize("typed", ["2025-09-15", "15.09.2025", "15.09.25"])
def test_date_is_read_as_browsers_and_as_people_write_it(typed):
    form = MentorForm({"name": "Эмма", "since": typed})
    assert form.is_valid()
    assert form.cleaned_data["since"] == date(2025, 9, 15)


def test_date_is_shown_by_the_picker():
    html = str(MentorForm(initial={"since": date(2025, 9, 15)})["since"])
    assert html == '<input type="date" name="since" value="2025-09-15" class="input" id="id_since">'


def test_what_was_typed_stays_when_a_date_is_wrong():
    form = MentorForm({"name": "Эмма", "since": "вчера"})
    assert form["since"].value() == "вчера"
    assert form.errors["since"] == ["Введите правильную дату."]


def test_required_field_says_what_to_do():
    assert MentorForm({}).errors["name"] == ["Заполните это поле."]


def test_own_words_of_a_field_are_kept():
    class OwnForm(PortalForm):
        name = forms.CharField(error_messages={"required": "Назовите наставника."})

    assert OwnForm({}).errors["name"] == ["Назовите наставника."]


def test_error_list_starts_with_the_form_and_follows_the_page():
    form = MentorForm({"name": "Никто", "since": "вчера"})
    assert error_list(form) == [
        FormError("", "", "Такого наставника нет."),
        FormError("id_since", "С", "Введите правильную дату."),
    ]


def test_error_list_reads_formsets():
    mentors = forms.formset_factory(MentorForm, min_num=1, validate_min=True)
    management = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    errors = error_list(mentors({**management, "form-0-name": "", "form-0-years": "много"}))
    assert [(error.target, error.label) for error in errors] == [
        ("id_form-0-name", "Имя"),
        ("id_form-0-years", "Стаж"),
    ]


def test_error_of_a_hidden_field_leads_nowhere():
    class TokenForm(PortalForm):
        token = forms.CharField(label="Ключ", widget=forms.HiddenInput)

    assert error_list(TokenForm({})) == [FormError("", "Ключ", "Заполните это поле.")]


def applied(query):
    data = QueryDict(query)
    return [(filter_.words, filter_.query) for filter_ in applied_filters(MentorForm(data), data)]


def test_applied_filters_speak_the_words_of_the_page():
    assert applied("name=Э&since=15.09.2025&subject=7&free=on&page=3&lang=ru") == [
        ("Имя: Э", "since=15.09.2025&subject=7&free=on&lang=ru"),
        ("С: 15.09.2025", "name=%D0%AD&subject=7&free=on&lang=ru"),
        ("Физика", "name=%D0%AD&since=15.09.2025&free=on&lang=ru"),
        ("Есть место", "name=%D0%AD&since=15.09.2025&subject=7&lang=ru"),
    ]


def test_refused_and_empty_filters_are_not_applied():
    assert applied("name=&since=вчера&subject=99&years=много") == []


def test_filter_of_zero_is_applied():
    assert [words for words, _ in applied("name=Э&years=0")] == ["Имя: Э", "Стаж: 0"]


def test_unbound_form_filters_nothing():
    assert applied_filters(MentorForm(), QueryDict("name=Э")) == []
