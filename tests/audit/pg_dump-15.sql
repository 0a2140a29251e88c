--
-- PostgreSQL database dump
--

\restrict RG18xYRLhgoy3NB7fFfrNLi75rOZa6V73LmxIWnDRRZ6dj1QknKMPz4CbWKMH0u

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: append_commits(bytea, bigint, integer[], bigint[], bigint[], bytea[], bytea[], integer[], integer[], bytea[], bytea[], text); Type: FUNCTION; Schema: public; Owner: linden
--

CREATE FUNCTION public.append_commits(of_org bytea, roster_size bigint, log_ids integer[], old_sizes bigint[], new_sizes bigint[], new_roots bytea[], new_marks bytea[], commit_logs integer[], positions integer[], commit_bytes bytea[], commit_envelopes bytea[], notice text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
   DECLARE moved integer := 0;
   BEGIN
     FOR i IN 1 .. cardinality(log_ids) LOOP
       UPDATE logs SET size = new_sizes[i], root = new_roots[i], mark = new_marks[i]
         WHERE id = log_ids[i] AND size = old_sizes[i];
       IF NOT FOUND THEN RAISE EXCEPTION 'moved' USING ERRCODE = 'LN001'; END IF;
     END LOOP;
     PERFORM 1 FROM logs WHERE org = of_org AND log = '\x00000000000000000000000000000000' AND size = roster_size;
     IF NOT FOUND THEN RAISE EXCEPTION 'moved' USING ERRCODE = 'LN001'; END IF;
     INSERT INTO commits (log, position, arrived_on, bytes, envelopes)
       SELECT l, p, current_date, b, e
       FROM unnest(commit_logs, positions, commit_bytes, commit_envelopes) AS c(l, p, b, e);
     PERFORM pg_notify('linden', notice);
     RETURN true;
   END $$;


ALTER FUNCTION public.append_commits(of_org bytea, roster_size bigint, log_ids integer[], old_sizes bigint[], new_sizes bigint[], new_roots bytea[], new_marks bytea[], commit_logs integer[], positions integer[], commit_bytes bytea[], commit_envelopes bytea[], notice text) OWNER TO linden;

--
-- Name: check_fences(bytea, bytea[], bigint[], bytea[]); Type: FUNCTION; Schema: public; Owner: linden
--

CREATE FUNCTION public.check_fences(of_org bytea, fenced bytea[], sizes bigint[], leavers bytea[]) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
   BEGIN
     PERFORM 1 FROM logs WHERE org = of_org AND log = ANY(fenced) ORDER BY id FOR UPDATE;
     IF EXISTS (
       SELECT 1 FROM unnest(fenced, sizes, leavers) AS f(log, size, leaver)
       LEFT JOIN logs AS l ON l.org = of_org AND l.log = f.log
       WHERE l.id IS NULL OR l.size < f.size OR EXISTS (
         SELECT 1 FROM commits AS c
         WHERE c.log = l.id AND c.position >= f.size AND substring(c.bytes from 98 for 16) = f.leaver))
     THEN RAISE EXCEPTION 'moved' USING ERRCODE = 'LN001'; END IF;
     RETURN true;
   END $$;


ALTER FUNCTION public.check_fences(of_org bytea, fenced bytea[], sizes bigint[], leavers bytea[]) OWNER TO linden;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: accounts; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.accounts (
    login_id text NOT NULL,
    org bytea NOT NULL,
    member bytea NOT NULL,
    salt bytea NOT NULL,
    auth_hash text NOT NULL,
    bundle_version integer NOT NULL,
    generation integer NOT NULL,
    bundle bytea NOT NULL,
    CONSTRAINT accounts_login_id_check CHECK ((login_id ~ '^[a-z0-9-]{3,32}$'::text)),
    CONSTRAINT accounts_salt_check CHECK ((octet_length(salt) = 16))
);


ALTER TABLE public.accounts OWNER TO linden;

--
-- Name: boxes; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.boxes (
    org bytea NOT NULL,
    vault bytea NOT NULL,
    epoch integer NOT NULL,
    member bytea NOT NULL,
    generation integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT boxes_bytes_check CHECK ((octet_length(bytes) = 112))
);


ALTER TABLE public.boxes OWNER TO linden;

--
-- Name: challenges; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.challenges (
    nonce bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT challenges_nonce_check CHECK ((octet_length(nonce) = 32))
);


ALTER TABLE public.challenges OWNER TO linden;

--
-- Name: claims; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.claims (
    org bytea NOT NULL,
    log bytea NOT NULL,
    size bigint NOT NULL,
    acknowledgement bytea NOT NULL
);


ALTER TABLE public.claims OWNER TO linden;

--
-- Name: commits; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.commits (
    log integer NOT NULL,
    "position" integer NOT NULL,
    arrived_on date,
    bytes bytea NOT NULL,
    envelopes bytea NOT NULL
);
ALTER TABLE ONLY public.commits ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.commits ALTER COLUMN envelopes SET STORAGE EXTERNAL;


ALTER TABLE public.commits OWNER TO linden;

--
-- Name: heads; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.heads (
    org bytea NOT NULL,
    size integer NOT NULL,
    nodes bytea NOT NULL,
    changed bytea NOT NULL,
    list bytea,
    note text,
    cosigned smallint DEFAULT 0 NOT NULL,
    in_hour timestamp with time zone,
    CONSTRAINT heads_org_check CHECK ((octet_length(org) = 32)),
    CONSTRAINT heads_size_check CHECK ((size > 0))
);


ALTER TABLE public.heads OWNER TO linden;

--
-- Name: healing; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.healing (
    org bytea NOT NULL,
    since date NOT NULL,
    CONSTRAINT healing_org_check CHECK ((octet_length(org) = 32))
);


ALTER TABLE public.healing OWNER TO linden;

--
-- Name: kysely_migration; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.kysely_migration (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);


ALTER TABLE public.kysely_migration OWNER TO linden;

--
-- Name: kysely_migration_lock; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.kysely_migration_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);


ALTER TABLE public.kysely_migration_lock OWNER TO linden;

--
-- Name: logs; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.logs (
    id integer NOT NULL,
    org bytea NOT NULL,
    log bytea NOT NULL,
    size bigint DEFAULT 0 NOT NULL,
    root bytea NOT NULL,
    mark bytea,
    CONSTRAINT logs_log_check CHECK ((octet_length(log) = 16)),
    CONSTRAINT logs_org_check CHECK ((octet_length(org) = 32)),
    CONSTRAINT logs_root_check CHECK ((octet_length(root) = 32))
)
WITH (fillfactor='50');


ALTER TABLE public.logs OWNER TO linden;

--
-- Name: logs_id_seq; Type: SEQUENCE; Schema: public; Owner: linden
--

ALTER TABLE public.logs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.logs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: prunes; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.prunes (
    log integer NOT NULL,
    envelope_hash bytea NOT NULL,
    due_on date NOT NULL,
    CONSTRAINT prunes_envelope_hash_check CHECK ((octet_length(envelope_hash) = 32))
);


ALTER TABLE public.prunes OWNER TO linden;

--
-- Name: server_mark; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.server_mark (
    one boolean DEFAULT true NOT NULL,
    log_key bytea NOT NULL,
    secrets_check bytea NOT NULL,
    cluster text,
    CONSTRAINT server_mark_one_check CHECK (one)
);


ALTER TABLE public.server_mark OWNER TO linden;

--
-- Name: sessions; Type: TABLE; Schema: public; Owner: linden
--

CREATE TABLE public.sessions (
    token_hash bytea NOT NULL,
    org bytea NOT NULL,
    member bytea,
    generation integer,
    invite bytea,
    witness bytea,
    ends_at timestamp with time zone NOT NULL,
    idle_at timestamp with time zone NOT NULL,
    closed boolean DEFAULT false NOT NULL,
    CONSTRAINT sessions_check CHECK ((num_nonnulls(member, invite, witness) = 1)),
    CONSTRAINT sessions_token_hash_check CHECK ((octet_length(token_hash) = 32))
);


ALTER TABLE public.sessions OWNER TO linden;

--
-- Data for Name: accounts; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.accounts (login_id, org, member, salt, auth_hash, bundle_version, generation, bundle) FROM stdin;
\.


--
-- Data for Name: boxes; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.boxes (org, vault, epoch, member, generation, bytes) FROM stdin;
\.


--
-- Data for Name: challenges; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.challenges (nonce, expires_at) FROM stdin;
\.


--
-- Data for Name: claims; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.claims (org, log, size, acknowledgement) FROM stdin;
\.


--
-- Data for Name: commits; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.commits (log, "position", arrived_on, bytes, envelopes) FROM stdin;
\.


--
-- Data for Name: heads; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.heads (org, size, nodes, changed, list, note, cosigned, in_hour) FROM stdin;
\.


--
-- Data for Name: healing; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.healing (org, since) FROM stdin;
\.


--
-- Data for Name: kysely_migration; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.kysely_migration (name, "timestamp") FROM stdin;
0001_logs	2026-11-26T22:17:13.298Z
0002_taking_away	2026-11-26T22:17:13.304Z
0003_healing	2026-11-26T22:17:13.312Z
\.


--
-- Data for Name: kysely_migration_lock; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.kysely_migration_lock (id, is_locked) FROM stdin;
migration_lock	0
\.


--
-- Data for Name: logs; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.logs (id, org, log, size, root, mark) FROM stdin;
\.


--
-- Data for Name: prunes; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.prunes (log, envelope_hash, due_on) FROM stdin;
\.


--
-- Data for Name: server_mark; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.server_mark (one, log_key, secrets_check, cluster) FROM stdin;
\.


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: linden
--

COPY public.sessions (token_hash, org, member, generation, invite, witness, ends_at, idle_at, closed) FROM stdin;
\.


--
-- Name: logs_id_seq; Type: SEQUENCE SET; Schema: public; Owner: linden
--

SELECT pg_catalog.setval('public.logs_id_seq', 1, false);


--
-- Name: accounts accounts_org_member_key; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_org_member_key UNIQUE (org, member);


--
-- Name: accounts accounts_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (login_id);


--
-- Name: boxes boxes_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.boxes
    ADD CONSTRAINT boxes_pkey PRIMARY KEY (org, vault, epoch, member, generation);


--
-- Name: challenges challenges_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.challenges
    ADD CONSTRAINT challenges_pkey PRIMARY KEY (nonce);


--
-- Name: claims claims_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.claims
    ADD CONSTRAINT claims_pkey PRIMARY KEY (org, log);


--
-- Name: commits commits_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.commits
    ADD CONSTRAINT commits_pkey PRIMARY KEY (log, "position");


--
-- Name: heads heads_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.heads
    ADD CONSTRAINT heads_pkey PRIMARY KEY (org, size);


--
-- Name: healing healing_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.healing
    ADD CONSTRAINT healing_pkey PRIMARY KEY (org);


--
-- Name: kysely_migration_lock kysely_migration_lock_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.kysely_migration_lock
    ADD CONSTRAINT kysely_migration_lock_pkey PRIMARY KEY (id);


--
-- Name: kysely_migration kysely_migration_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.kysely_migration
    ADD CONSTRAINT kysely_migration_pkey PRIMARY KEY (name);


--
-- Name: logs logs_org_log_key; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.logs
    ADD CONSTRAINT logs_org_log_key UNIQUE (org, log);


--
-- Name: logs logs_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.logs
    ADD CONSTRAINT logs_pkey PRIMARY KEY (id);


--
-- Name: prunes prunes_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.prunes
    ADD CONSTRAINT prunes_pkey PRIMARY KEY (log, envelope_hash);


--
-- Name: server_mark server_mark_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.server_mark
    ADD CONSTRAINT server_mark_pkey PRIMARY KEY (one);


--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token_hash);


--
-- Name: heads_read; Type: INDEX; Schema: public; Owner: linden
--

CREATE INDEX heads_read ON public.heads USING btree (org, size) WHERE (note IS NOT NULL);


--
-- Name: commits commits_log_fkey; Type: FK CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.commits
    ADD CONSTRAINT commits_log_fkey FOREIGN KEY (log) REFERENCES public.logs(id);


--
-- Name: prunes prunes_log_fkey; Type: FK CONSTRAINT; Schema: public; Owner: linden
--

ALTER TABLE ONLY public.prunes
    ADD CONSTRAINT prunes_log_fkey FOREIGN KEY (log) REFERENCES public.logs(id);


--
-- PostgreSQL database dump complete
--

\unrestrict RG18xYRLhgoy3NB7fFfrNLi75rOZa6V73LmxIWnDRRZ6dj1QknKMPz4CbWKMH0u

