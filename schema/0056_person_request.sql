-- Readers who ask what is stored about them (docs/privacy.md). The web may add a row, but not
-- read it; the sender deletes it at once if nothing is known about the address.
CREATE TABLE person_request (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: mails have links with it
  address TEXT NOT NULL,           -- the email address, as it is compared
  wish TEXT NOT NULL CHECK (wish IN ('copy', 'erase')),
  created_at INTEGER NOT NULL,
  mailed_at INTEGER NOT NULL       -- when the link was queued; 0: not yet
) STRICT;
CREATE INDEX person_request_address ON person_request(address, mailed_at);
