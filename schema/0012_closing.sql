-- When an article closes for comments follows from its date and the setting
-- close_after_days, so that a change of the setting acts at once. comments_open is the
-- author's decision alone. Only two numbers are stored: for which setting, and up to
-- which article, pages have been told that their articles have closed.
DROP INDEX article_closing;
ALTER TABLE article DROP COLUMN comments_close_at;
CREATE INDEX article_closing ON article(position) WHERE comments_open = 1;
ALTER TABLE site ADD COLUMN closing_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE site ADD COLUMN closed_until INTEGER NOT NULL DEFAULT 0; -- a position
