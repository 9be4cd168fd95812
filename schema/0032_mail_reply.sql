-- Addresses for answers by mail that were used: each works once.
CREATE TABLE mail_reply (
  token TEXT PRIMARY KEY,          -- what follows the "+"; it names nobody
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
