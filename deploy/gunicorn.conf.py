"""How gunicorn serves the portal: `make run` and deploy/portal.service both start it with this file."""

import os

wsgi_app = "mentorship.config.wsgi"
bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"

# Two processes of four threads suit two cores; WEB_CONCURRENCY changes the number of processes.
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 4

# A large import is read within one request; nginx waits as long (deploy/nginx.conf).
timeout = 120
graceful_timeout = 20

# Nobody steers the running server through a socket: one door fewer.
control_socket_disable = True

loglevel = "warning"
