-- Spam and the trash are emptied by age (site.ini: spam_days, trash_days).

-- Those that have been there for the longest, without reading the others: rows of spam
-- have long texts before their status_at.
CREATE INDEX comment_discarded ON comment(status, status_at)
  WHERE status IN ('spam', 'trash');

-- The clock as the scheduler has seen it. Nothing is deleted by age until it has gone
-- evenly for some days: cgi/site/comments/comment_expiry.c says why.
ALTER TABLE site ADD COLUMN clock_seen_at INTEGER NOT NULL DEFAULT 0;   -- the last time
ALTER TABLE site ADD COLUMN clock_steady_at INTEGER NOT NULL DEFAULT 0; -- since its last leap
