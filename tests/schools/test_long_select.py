"""The quick choice among schools draws what Django's own draws."""

import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual

from schools.formfields import LongSelect

CHOICES = [("", "Все школы"), ("901", "Ёлкинская СОШ"), ("9<2", 'СОШ «А & Б» <b>"'), (3, "Лицей")]


@pytest.mark.parametrize("value", [None, "", "901", "9<2", 3, "3", "никто"])
def test_html_is_that_of_the_stock_select(value):
    attrs = {"id": "id_school", "aria-describedby": "why", "disabled": True, "hidden": False}
    drawn = [kind(choices=CHOICES).render("school", value, attrs) for kind in (LongSelect, forms.Select)]
    assertHTMLEqual(*drawn)
    assert "<b>" not in drawn[0]
