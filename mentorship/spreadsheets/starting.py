"""Starting the process that runs long imports."""

import os
import subprocess  # nosec B404
import sys
import threading
from typing import Final

from django.conf import settings

# An import takes the time it needs, and its process counts no pages.
_LEFT_OUT: Final = ("DATABASE_TIMEOUTS", "PROMETHEUS_MULTIPROC_DIR")


def start() -> None:
    """Run what waits in a process that neither the end of the request nor that of its server ends."""
    environment = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    process = subprocess.Popen(  # nosec B603 - our own command, no word of a request in it
        [sys.executable, "-m", "django", "run_imports"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    # somebody has to take note of its end
    threading.Thread(target=process.wait, daemon=True).start()
