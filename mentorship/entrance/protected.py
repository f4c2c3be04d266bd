"""Which pages ask for the password again: files with people's names, and acts that are hard to take back.

Names of addresses as `reverse` knows them. tests/entrance/test_sudo.py fails where an address that gives a
file stands in neither list, so that a new export is decided, not forgotten.
"""

from django.urls import ResolverMatch

# Whatever the method: the file itself is the danger.
NAMED_FILES = frozenset(
    {
        "admin:export_kind",
        "awards:xlsx",
        "bank:export",
        "bank:region",
        "bank:reserve_xlsx",
        "journal:extract_xlsx",
        "own_data_json",
        "own_data_xlsx",
        "pairs:ageing_xlsx",
        "pupils:export",
        "pupils:scan",
        "registers:pairs_xlsx",
        "registers:person_xlsx",
        "registers:register_xlsx",
        "registers:selected_xlsx",
        "reports:diagnostics_xlsx",
        "reports:quality_xlsx",
        "reports:region_registers",
        "roadmap:attendance_xlsx",
    }
)

# Figures, plans and templates; single papers and files, which their own pages show as they are.
OTHER_FILES = frozenset(
    {
        "awards:paper",
        "calendars:feed",
        "documents:docx",
        "documents:own",
        "documents:passport",
        "documents:pdf",
        "documents:plan",
        "documents:portal_template",
        "documents:protocol",
        "documents:scan_file",
        "documents:template_file",
        "documents:work_plan",
        "pairs:product_file",
        "pairs:protocol",
        "privacy:left_file_download",
        "public:document_file",
        "reports:deficits_xlsx",
        "reports:distance_xlsx",
        "reports:index_run_xlsx",
        "reports:indicators_json",
        "reports:indicators_xlsx",
        "reports:list_xlsx",
        "reports:lists_xlsx",
        "reports:question_xlsx",
        "reports:region_xlsx",
        "reports:school_effect_xlsx",
        "reports:school_map_xlsx",
        "reports:school_paper",
        "reports:school_record",
        "reports:schools_xlsx",
        "reports:score_protocol",
        "reports:snapshot_paper",
        "reports:survey_appendix_docx",
        "reports:survey_appendix_pdf",
        "reports:survey_appendix_xlsx",
        "reports:surveys_docx",
        "reports:surveys_json",
        "reports:surveys_xlsx",
        "roadmap:decisions_xlsx",
        "roadmap:evidence",
        "roadmap:overview_xlsx",
        "roadmap:work_plan_xlsx",
        "roadmap:workbook_file",
    }
)

# Only their POST: who may do what, and who gets in.
DANGEROUS_ACTS = frozenset(
    {
        "admin:schools_roleassignment_add",
        "admin:schools_roleassignment_change",
        "admin:schools_roleassignment_changelist",
        "admin:schools_user_add",
        "admin:schools_user_change",
        "admin:schools_user_changelist",
        "first_run:methodist",
        "privacy:act",
        "privacy:left_file",
        "privacy:propose",
        "privacy:request",
        "second_factor",
        "staff_link",
        "surveys:anonymise",
        "surveys:sheet",
    }
)


def asks_for_proof(match: ResolverMatch, method: str | None) -> bool:
    """Whether the request needs a fresh proof of who asks."""
    name = match.view_name
    if name in NAMED_FILES:
        return True
    gives_roles = name == "admin:import_preview" and match.kwargs.get("kind") == "roles"
    return method == "POST" and (gives_roles or name in DANGEROUS_ACTS)
