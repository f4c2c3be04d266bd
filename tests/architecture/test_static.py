"""Every static file that a template or a style names is there, also under the hashed name of `make run`."""

import re

from django.contrib.staticfiles import finders
from django.core.management import call_command

from tests.architecture.files import template_files

NAMED = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")


def test_templates_name_files_that_exist():
    named = {name for path in template_files() for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert {name for name in named if finders.find(name) is None} == set()


def test_styles_and_scripts_collect_under_hashed_names(settings, tmp_path):
    """The manifest storage refuses a style whose url() leads nowhere."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
