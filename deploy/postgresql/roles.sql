-- Two roles and the database, by the superuser, once. Passwords are asked for by createuser or set by \password:
--   runuser -u postgres -- psql --set=owner=portal_owner --set=app=portal --set=database=portal --file=deploy/postgresql/roles.sql
--   runuser -u postgres -- psql --command='\password portal_owner' --command='\password portal'
-- portal_owner owns the tables and migrates (OWNER_DATABASE_URL); portal serves people (DATABASE_URL): it reads and
-- writes rows, makes no tables and takes nothing out of the journal.

SET password_encryption = 'scram-sha-256';

CREATE ROLE :"owner" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
CREATE ROLE :"app" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 40;

-- A page that asks longer than this would never be waited for; migrations are the owner's and take their time.
ALTER ROLE :"app" SET statement_timeout = '15s';
ALTER ROLE :"app" SET lock_timeout = '10s';
ALTER ROLE :"app" SET idle_in_transaction_session_timeout = '60s';

CREATE DATABASE :"database" OWNER :"owner" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"app";
