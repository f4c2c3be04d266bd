#!/bin/sh
# Makes a copy named by its moment in BACKUP_DIR and, once it is whole, deletes those older than BACKUP_DAYS days.
# Started by portal-backup.service; settings come from /etc/portal/env.
set -eu
cd "$(dirname "$0")/.."
folder=${BACKUP_DIR:-var/backups}
umask 077
mkdir -p "$folder"
copy=$folder/portal-$(date +%Y-%m-%d-%H%M%S).zip
.venv/bin/python manage.py backup "$copy"
.venv/bin/python manage.py restore --check "$copy"
find "$folder" -maxdepth 1 -type f -name 'portal-*.zip' -mtime "+${BACKUP_DAYS:-35}" -delete
