"""How gunicorn serves the portal: `make run` and deploy/portal.service both start it with this file."""

import os
import shutil
import tempfile

# /metrics (METRICS_TOKEN) adds up what the processes count: each keeps its counters in a file of its own
# here. Set before the portal is read; a reload by SIGHUP finds it set.
if os.environ.get("METRICS_TOKEN") and not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="portal-measures-")


def on_exit(server):
    """Take the counters away with the server."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)


wsgi_app = "mentorship.config.wsgi"
bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"

# Two processes of four threads suit two cores; WEB_CONCURRENCY changes the number of processes.
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 4
# Read once and shared by the processes: they start at once, take less memory,
# and Ctrl-C never meets a half-read portal.
preload_app = True

# A large import is read within one request; nginx waits as long (deploy/nginx.conf).
timeout = 120
graceful_timeout = 20

# Nobody steers the running server through a socket: one door fewer.
control_socket_disable = True

loglevel = "warning"
