CREATE TABLE web_machine (
  name text PRIMARY KEY,
  folder text NOT NULL,
  epoch text NOT NULL,
  lock_number bigint NOT NULL,
  is_live bigint NOT NULL DEFAULT 0 CHECK (is_live IN (0, 1)),
  confirmed bigint NOT NULL DEFAULT 0
);

CREATE TABLE eviction (
  change bigint NOT NULL,
  number bigint NOT NULL,
  machine text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('page', 'numbers', 'last', 'all')),
  path text NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (change, number)
);
