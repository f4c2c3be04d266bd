"""Addresses of papers."""

from django.urls import path

from mentorship.documents.views import lists, making, own, papers, printed, roadmaps, templates

app_name = "documents"
urlpatterns = [
    path("", lists.paper_list, name="list"),
    path("new/", lists.choose, name="choose"),
    path("new/<slug:kind>/", making.new, name="new"),
    path("templates/", templates.template_list, name="templates"),
    path("templates/<slug:kind>/", templates.template_detail, name="template"),
    path("templates/<slug:kind>/restore/", templates.restore, name="restore_template"),
    path("templates/<slug:kind>/portal.docx", templates.template_file, name="portal_template"),
    path("templates/<slug:kind>/<int:version>.docx", templates.template_file, name="template_file"),
    path("pairs/<int:pair_pk>/<slug:kind>.<slug:ending>", own.own_paper, name="own"),
    path("programmes/<slug:code>/passport.<slug:ending>", printed.passport, name="passport"),
    path("work-plans/<int:pk>/plan.<slug:ending>", printed.work_plan, name="work_plan"),
    path("meetings/<int:pk>/protocol.<slug:ending>", printed.protocol, name="protocol"),
    path("roadmaps/<int:pk>/plan.<slug:ending>", roadmaps.plan, name="plan"),
    path("<int:pk>/", papers.detail, name="detail"),
    path("<int:pk>/edit/", making.edit, name="edit"),
    path("<int:pk>/names/", making.names, name="names"),
    path("<int:pk>/paper.docx", papers.docx, name="docx"),
    path("<int:pk>/paper.pdf", papers.as_pdf, name="pdf"),
    path("<int:pk>/scan/file/", papers.scan, name="scan_file"),
    path("<int:pk>/<slug:code>/", papers.act, name="act"),
]
