#!/bin/sh
# make check: format, lint, types, import contracts, missing migrations, deployment settings. Every step runs, so that
# one look shows all there is to mend; the exit status says whether anything is.
set -u
cd "$(dirname "$0")/.." || exit 1
bin=.venv/bin
# The settings as a real installation has them; the key signs nothing.
SECRET_KEY=$("$bin/python" -c 'import secrets; print(secrets.token_urlsafe(50))')
export SECRET_KEY DEBUG=0 HTTPS=1
unset DATABASE_URL
failed=

step() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        printf 'ok      %s\n' "$name"
    else
        printf 'FAILED  %s\n%s\n\n' "$name" "$output"
        failed="$failed, $name"
    fi
}

step "format of the code" "$bin/ruff" format --check .
step "format of the templates" "$bin/djangofmt" --check templates
step "lint of the code" "$bin/ruff" check .
step "lint of the templates" "$bin/djlint" --lint --quiet templates
step "types" "$bin/mypy"
step "security of the code" "$bin/bandit" --quiet --recursive --severity-level medium mentorship schools surveys reports
step "import contracts" "$bin/lint-imports"
step "migrations" "$bin/python" manage.py makemigrations --check --dry-run
step "deployment" "$bin/python" manage.py check --deploy --fail-level WARNING

if [ -n "$failed" ]; then
    printf 'To mend: %s.\n' "${failed#, }"
    exit 1
fi
