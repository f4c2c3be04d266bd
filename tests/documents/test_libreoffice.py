"""The order on forty pairs in LibreOffice: it opens, prints on several pages, says every surname."""

import re
import subprocess

import pytest

from mentorship.documents.builtin import template_of
from mentorship.documents.enums import Kind
from schools.models import Person
from tests.groups import SOFFICE

pytestmark = [pytest.mark.alike, pytest.mark.office, pytest.mark.django_db]


def converted(data: bytes, kind: str, folder) -> bytes:
    """The file as LibreOffice writes it in another format."""
    source = folder / "order.docx"
    source.write_bytes(data)
    subprocess.run(
        [
            SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
            "--convert-to", kind, "--outdir", str(folder), str(source),
        ],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return (folder / f"order.{kind.partition(':')[0]}").read_bytes()


def test_order_on_forty_pairs_opens_and_says_every_name(make_order, forty, tmp_path):
    paper = make_order(forty, texts={"issuer": "А <А> & Ко", "place": "Щёлково"})
    with paper.file.open("rb") as stream:
        data = stream.read()
    text = converted(data, "txt:Text (encoded):UTF8", tmp_path).decode("utf-8-sig")
    people = Person.objects.filter(last_name__regex="^(Наставников|Ученикова)")
    assert people.count() == 80
    assert [person.full_name for person in people if person.full_name not in text] == []
    assert "А <А> & Ко" in text
    assert "Щёлково" in text
    printed = converted(data, "pdf", tmp_path)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 1


@pytest.mark.parametrize("kind", list(Kind))
def test_own_templates_open(kind, tmp_path):
    """A methodist downloads the template and opens it: the tags stand there as they were written."""
    text = converted(template_of(kind), "txt:Text (encoded):UTF8", tmp_path).decode("utf-8-sig")
    assert "{{ " in text
