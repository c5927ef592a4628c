-- The roles of PostgreSQL, for an installation whose processes should not be able to rewrite what happened.
-- Run once as a superuser on the migrated database, and again after each upgrade:
--     psql -v ON_ERROR_STOP=1 -d tongbiao -f roles.sql
-- Passwords and pg_hba.conf are the operator's: ALTER ROLE tongbiao_app LOGIN PASSWORD '…'.
--
--   tongbiao_owner   owns the tables; `tongbiao upgrade` and `restore` only, nobody logs in with it otherwise
--   tongbiao_app     `serve`: every table of the day, but it cannot change or delete evidence
--   tongbiao_signer  `tongbiao sign`: reads heads and leaves, adds checkpoints
--   tongbiao_eraser  `work`, and an inside `serve` for erasures: also deletes openings and blanks what repeats them

DO $$
DECLARE one text;
BEGIN
    FOREACH one IN ARRAY ARRAY['tongbiao_owner', 'tongbiao_app', 'tongbiao_signer', 'tongbiao_eraser'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = one) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', one);
        END IF;
    END LOOP;
END $$;

-- Everything belongs to the owner; nobody else may make tables, and nothing is anybody's by being there.
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('ALTER TABLE public.%I OWNER TO tongbiao_owner', one.tablename);
    END LOOP;
END $$;
ALTER FUNCTION public.refuse_change() OWNER TO tongbiao_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO tongbiao_owner;
GRANT USAGE ON SCHEMA public TO tongbiao_app, tongbiao_signer, tongbiao_eraser;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, tongbiao_app, tongbiao_signer, tongbiao_eraser;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, tongbiao_app, tongbiao_signer, tongbiao_eraser;

-- The app: rows of the day's work as it likes, TRUNCATE nowhere.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tongbiao_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO tongbiao_app;
-- Evidence is only ever added to …
REVOKE UPDATE, DELETE ON events, openings, checkpoints, cosignatures, disputes, dossiers,
    versions, version_clauses, words, positions FROM tongbiao_app;
-- … what the log's head says moves forward (a trigger refuses any other way; the lock itself needs the right) …
REVOKE UPDATE, DELETE ON logs FROM tongbiao_app;
GRANT UPDATE (size, frontier, last_at) ON logs TO tongbiao_app;
-- … what was asked, held or keyed is not taken away, heads are signed by the signer, tables are made by the owner.
REVOKE DELETE ON erasures, legal_holds, holds, region_keys, confirmations, frozen_logs FROM tongbiao_app;
REVOKE INSERT ON checkpoints FROM tongbiao_app;
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM tongbiao_app;

-- The signer (TONGBIAO_SIGNER=apart).
GRANT SELECT ON logs, events, checkpoints, alembic_version TO tongbiao_signer;
GRANT SELECT, INSERT ON frozen_logs TO tongbiao_signer; -- a log that may not be signed is not written on
GRANT INSERT ON checkpoints TO tongbiao_signer;

-- The eraser: all that the app may do, and what an erasure takes out. Of a position nothing but its words goes: a trigger
-- sees to it. `work`, which deletes names after two years, and a second `serve` on an inside address, at which
-- administrators decide erasures, run as this role.
GRANT tongbiao_app TO tongbiao_eraser;
GRANT DELETE ON openings TO tongbiao_eraser;
GRANT UPDATE ON positions TO tongbiao_eraser;
