"""What `load_demo --canaries` promises: every declared field is there, nobody's data are overwritten."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.demo import lists
from reports.demo.canaries.fields import PUBLIC, own_models, text_fields
from reports.demo.canaries.marks import base_label
from schools.models import Municipality

pytestmark = pytest.mark.alike


def test_what_is_declared_public_is_there():
    there = {base_label(model) for model in own_models()}
    there |= {f"{base_label(model)}.{field.name}" for model in own_models() for field in text_fields(model)}
    assert set(PUBLIC) - there == set()


@pytest.mark.django_db
def test_data_of_others_is_never_overwritten():
    Municipality.objects.create(name=lists.MUNICIPALITY)
    Municipality.objects.create(name="Настоящий округ")
    with pytest.raises(CommandError, match="есть и другие муниципалитеты"):
        call_command("load_demo", canaries=True, stdout=StringIO())
    assert not Municipality.objects.filter(name__startswith="Kn.").exists()
