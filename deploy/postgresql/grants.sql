-- What the portal's role may do, by the owner of the tables after every migration (deploy/migrate.sh):
--   psql --set=app=portal --file=deploy/postgresql/grants.sql "$OWNER_DATABASE_URL"

BEGIN;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"app";
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM :"app";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"app";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :"app";

-- The journal is added to. Words (never who, what and when) may be taken out of it under a permit, when a person's
-- data are destroyed: the triggers see to the permit (mentorship/audit/guards.py).
REVOKE UPDATE, DELETE ON audit_entry FROM :"app";
GRANT UPDATE (target_text, text, data) ON audit_entry TO :"app";
-- Which migrations have run is the owner's business.
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM :"app";

COMMIT;
