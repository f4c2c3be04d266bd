"""What the server has read before its processes part."""

import subprocess
import sys

from tests.architecture.files import ROOT
from tests.processes import bare_environment

PROGRAM = """
import sys
import mentorship.config.wsgi
print("reports.views.dashboard" in sys.modules, sorted({"numpy", "rq", "weasyprint"} & set(sys.modules)))
"""


def test_pages_are_read_before_the_first_visitor_and_heavy_libraries_are_not():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**bare_environment(), "SECRET_KEY": "k" * 50},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "True []\n"), done.stderr
