-- Why a comment was approved, held or taken for spam when it arrived: for the blog's
-- author only. Imported comments and those of before this migration have no row. Like
-- comment_private, and for the same reason (0002_page_cache.sql), it has no foreign key:
-- the web may not read it.
CREATE TABLE comment_verdict (
  comment_id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,              -- its name, as docs/comments.md lists them
  detail TEXT NOT NULL,            -- what in the comment decided; may be empty
  score REAL                       -- of the learned filter, 0 to 1; NULL: not asked
) STRICT;

-- How fast comments arrive, for the limits per network, per article and of the site.
-- `due` is when the comments counted so far would have arrived at the highest speed
-- allowed, so one number is all that a limit needs.
CREATE TABLE comment_rate (
  key BLOB PRIMARY KEY,            -- of a network: its keyed hash
  due INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX comment_rate_due ON comment_rate(due);
