-- Imported comments that a moderator deleted permanently. The imported file may still
-- contain them, and the next import must not restore them.
CREATE TABLE comment_deleted (
  article_id INTEGER NOT NULL,     -- article.id
  source_key TEXT NOT NULL,        -- former comment.source_key
  PRIMARY KEY (article_id, source_key)
) STRICT, WITHOUT ROWID;
