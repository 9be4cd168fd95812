-- Webmention (https://www.w3.org/TR/webmention/): pages of others that link to ours, and
-- what ours link to. A process of its own reads and notifies other sites
-- (cgi/site/webmention), because no request waits for another site.

CREATE TABLE webmention (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sends INTEGER NOT NULL CHECK (sends IN (0, 1)), -- 1: we tell the site of `target`
  source TEXT NOT NULL,            -- the page that links
  target TEXT NOT NULL,            -- the page it links to
  article_id INTEGER NOT NULL,     -- ours
  state TEXT NOT NULL CHECK (state IN ('queued', 'done', 'failed')),
  attempts INTEGER NOT NULL,       -- since it was queued
  due_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  reason TEXT NOT NULL,            -- of the last failure; ''
  UNIQUE (sends, source, target)
) STRICT;
CREATE INDEX webmention_due ON webmention(due_at) WHERE state = 'queued';
CREATE INDEX webmention_article ON webmention(article_id);

-- How the page that is shown as a comment mentions the article; '' for other comments.
-- The page is comment.url, and comment.source_key begins with 'webmention:'.
ALTER TABLE comment ADD COLUMN mention TEXT NOT NULL DEFAULT ''
  CHECK (mention IN ('', 'mention', 'reply', 'like', 'repost'));

-- Changes up to this one have been examined for links; 0: none yet.
ALTER TABLE site ADD COLUMN webmention_change INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER article_delete_webmention AFTER DELETE ON article BEGIN
  DELETE FROM webmention WHERE article_id = OLD.id;
END;
