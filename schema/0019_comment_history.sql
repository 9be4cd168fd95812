-- What the blog's author does with a comment: the way back out of spam and the trash, how
-- long it has been there, and what the author writes.

-- When it became spam or went to the trash; 0: it is in neither.
ALTER TABLE comment ADD COLUMN status_at INTEGER NOT NULL DEFAULT 0;
-- Of spam, and of one in the trash: which of these it was last. NULL: it never was.
ALTER TABLE comment ADD COLUMN former_status TEXT CHECK (former_status IN ('approve', 'hold'));
-- Of one in the trash: what it was when it went there. NULL: it was imported there.
ALTER TABLE comment ADD COLUMN trashed_from TEXT
  CHECK (trashed_from IN ('approve', 'hold', 'spam'));
-- The author of the article wrote it, with "comment reply".
ALTER TABLE comment ADD COLUMN by_author INTEGER NOT NULL DEFAULT 0 CHECK (by_author IN (0, 1));
-- When its texts were last changed here; 0: they are as they arrived.
ALTER TABLE comment ADD COLUMN edited_at INTEGER NOT NULL DEFAULT 0;

-- The trash is emptied by age. What is in it already gets the whole time.
UPDATE comment SET status_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000000
  WHERE status IN ('spam', 'trash');
