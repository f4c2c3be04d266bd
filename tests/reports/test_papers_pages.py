"""Files of schools' papers: sent to whoever sees the school, under their own names, to nobody else."""

from urllib.parse import quote

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from schools.enums import PaperKind, PaperState
from schools.models import SchoolPaper
from schools.papers import keep_paper
from tests.cast import YEAR
from tests.roadmap.conftest import PDF, upload

LINK = "https://school.example/programme?a=1&b=2"


def kept(school, file=True, **fields) -> SchoolPaper:
    plain = {"year": YEAR, "kind": PaperKind.TRANSITION, "state": PaperState.SUBMITTED, "link": LINK}
    paper = SchoolPaper(school=school, **{**plain, **fields})
    return keep_paper(paper=paper, by=None, upload=upload("программа 1.pdf", PDF) if file else None)


def address(paper: SchoolPaper, code: str | None = None) -> str:
    return f"/reports/schools/{code or paper.school.code}/papers/{paper.pk}/"


@pytest.mark.parametrize("login", ["head", "methodist", "curator", "director", "approver", "department"])
def test_file_is_sent_as_a_download_under_its_name(client_as, school, login):
    response = client_as(login).get(address(kept(school)))
    assert (response.status_code, b"".join(response.streaming_content)) == (200, PDF)
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('программа 1.pdf')}"
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    response.close()


@pytest.mark.parametrize("login", ["admin", "mentor"])
def test_others_are_refused(client_as, school, login):
    assert client_as(login).get(address(kept(school))).status_code == 403


def test_stranger_is_asked_to_sign_in(client, school):
    assert client.get(address(kept(school))).status_code == 302


@pytest.mark.parametrize("login", ["curator", "director"])
def test_roles_of_a_school_do_not_reach_another(client_as, other_school, login):
    assert client_as(login).get(address(kept(other_school))).status_code == 404


def test_foreign_wrong_and_missing_files_are_not_found(client_as, school, other_school, foreign_school):
    client, own = client_as("methodist"), kept(school)
    assert client.get(address(kept(foreign_school))).status_code == 404
    assert client.get(address(own, code=other_school.code)).status_code == 404
    assert client.get(address(kept(other_school, file=False))).status_code == 404
    own.file.storage.delete(own.file.name)
    assert client.get(address(own)).status_code == 404


def test_papers_are_seen_within_the_scope(users, school, other_school, foreign_school):
    own, near = kept(school), kept(other_school)
    kept(foreign_school)

    def seen(login: str) -> set[SchoolPaper]:
        return set(SchoolPaper.objects.visible_to(users[login], area="school_reports"))

    assert (seen("curator"), seen("department"), seen("mentor")) == ({own}, {own, near}, set())


def part_of_page(school, papers, *, may_change: bool) -> str:
    context = {"school": school, "papers": papers, "may_change": may_change}
    request = RequestFactory().get("/")
    return " ".join(render_to_string("reports/_school_papers.html", context, request).split())


def test_part_of_the_page_names_state_file_and_link(school):
    paper = kept(school, comment="<b>второй</b> вариант")
    page = part_of_page(school, [paper], may_change=False)
    assert f'href="{address(paper)}"' in page
    assert 'href="https://school.example/programme?a=1&amp;b=2" rel="external noreferrer"' in page
    assert "Программа перевода в эффективный режим" in page
    assert "&lt;b&gt;второй&lt;/b&gt;" in page
    assert ("сдан" in page, "/admin/" in page) == (True, False)
    assert f"/admin/schools/schoolpaper/{paper.pk}/change/" in part_of_page(school, [paper], may_change=True)


def test_part_of_the_page_says_that_there_is_nothing(school):
    page = part_of_page(school, [], may_change=True)
    assert "Самообследования и программы перевода в эффективный режим в портале нет." in page
    assert f"/admin/schools/schoolpaper/add/?school={school.pk}" in page
