-- What happened that people may want to be told by mail. The web only adds rows; the sender
-- turns each into the mails that it asks for, and deletes it.
CREATE TABLE mail_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,                    -- as in the table of cgi/site/mail/mail_kind.c
  comment_id INTEGER NOT NULL DEFAULT 0, -- 0: it is not about a comment
  subject_id INTEGER NOT NULL DEFAULT 0, -- of another table, as the kind has it; 0: none
  created_at INTEGER NOT NULL
) STRICT;

-- Mails that wait, and those of the last weeks. What a mail says is not stored: it is
-- written when it is sent, so that no mail has a comment that was deleted meanwhile.
-- comment_id and subject_id have no foreign key for that reason. An ID is never used
-- twice, because the Message-ID is made from it.
CREATE TABLE mail (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  recipient TEXT NOT NULL,               -- an email address
  comment_id INTEGER NOT NULL DEFAULT 0,
  subject_id INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,               -- not before then
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,           -- of the state
  reason TEXT NOT NULL DEFAULT '',       -- what the mail system said
  message_id TEXT UNIQUE,                -- NULL: no attempt yet
  -- Nobody is told the same twice.
  UNIQUE (recipient, kind, comment_id, subject_id)
) STRICT;
CREATE INDEX mail_due ON mail(state, due_at);
