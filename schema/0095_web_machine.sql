-- Web machines that share a database in PostgreSQL (docs/several-machines.md). In a file,
-- both tables are empty: cache_record has the page cache of the one machine.
CREATE TABLE web_machine (
  name TEXT PRIMARY KEY,            -- a hash of what tells it from others
  folder TEXT NOT NULL,             -- of its page cache, as in cache_record
  epoch TEXT NOT NULL,
  lock_number INTEGER NOT NULL,
  is_live INTEGER NOT NULL DEFAULT 0 CHECK (is_live IN (0, 1)), -- may have pages
  confirmed INTEGER NOT NULL DEFAULT 0 -- it has no page from before this change
) STRICT;

CREATE TABLE eviction (
  change INTEGER NOT NULL,          -- the change that has evicted the pages
  number INTEGER NOT NULL,
  machine TEXT NOT NULL,            -- the machine that made it, and has no such page
  kind TEXT NOT NULL CHECK (kind IN ('page', 'numbers', 'last', 'all')),
  path TEXT NOT NULL,               -- cgi/pagecache/pagecache_evict.h
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (change, number)
) STRICT;
