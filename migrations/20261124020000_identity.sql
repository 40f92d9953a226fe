-- Accounts, sign-in codes, sessions. Phones stand here sealed, to be looked up by a keyed hash; codes and refresh
-- tokens only as hashes. There is one code a number at a time, so that a new one voids the old.
-- +goose Up
CREATE TABLE accounts (
  id           uuid PRIMARY KEY,
  phone_hash   bytea NOT NULL UNIQUE CHECK (length(phone_hash) = 32),
  phone_sealed bytea NOT NULL CHECK (length(phone_sealed) BETWEEN 29 AND 100),
  display_name text NOT NULL DEFAULT '' CHECK (length(display_name) <= 40),
  language     text NOT NULL DEFAULT 'zh-CN' CHECK (language IN ('zh-CN', 'en')),
  created_at   timestamptz NOT NULL
);

CREATE TABLE sign_in_codes (
  phone_hash bytea PRIMARY KEY CHECK (length(phone_hash) = 32),
  code_hash  bytea CHECK (length(code_hash) = 32), -- null: none was sent yet, or it is used up
  tries      smallint NOT NULL CHECK (tries BETWEEN 0 AND 5),
  sent_at    timestamptz,
  expires_at timestamptz NOT NULL,
  day        date NOT NULL,
  sent_today smallint NOT NULL CHECK (sent_today >= 0)
);
CREATE INDEX sign_in_codes_expires ON sign_in_codes (expires_at);

CREATE TABLE sign_in_addresses (
  address_hash bytea NOT NULL CHECK (length(address_hash) = 32),
  kind         text NOT NULL CHECK (kind IN ('code', 'try')),
  hour         timestamptz NOT NULL,
  count        integer NOT NULL CHECK (count > 0),
  PRIMARY KEY (address_hash, kind, hour)
);
CREATE INDEX sign_in_addresses_hour ON sign_in_addresses (hour);

CREATE TABLE sessions (
  id         uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  ended_at   timestamptz CHECK (ended_at >= created_at)
);
CREATE INDEX sessions_account ON sessions (account_id) WHERE ended_at IS NULL;
CREATE INDEX sessions_ended ON sessions (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE refresh_tokens (
  hash       bytea PRIMARY KEY CHECK (length(hash) = 32),
  session_id uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
  used_at    timestamptz
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
CREATE INDEX refresh_tokens_expires ON refresh_tokens (expires_at);
CREATE INDEX refresh_tokens_used ON refresh_tokens (used_at) WHERE used_at IS NOT NULL;

CREATE TABLE key_fingerprint (
  one         boolean PRIMARY KEY DEFAULT true CHECK (one),
  fingerprint bytea NOT NULL CHECK (length(fingerprint) = 32)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON accounts, sign_in_codes, sign_in_addresses, sessions, refresh_tokens TO wugong_app;
GRANT SELECT, INSERT ON key_fingerprint TO wugong_app;

-- +goose Down
DROP TABLE key_fingerprint, refresh_tokens, sessions, sign_in_addresses, sign_in_codes, accounts;
