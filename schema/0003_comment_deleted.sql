-- Imported comments that a moderator deleted permanently. The imported file may still
-- contain them, and the next import must not bring them back.
CREATE TABLE comment_deleted (
  article_id INTEGER NOT NULL,     -- article.id
  source_key TEXT NOT NULL,        -- what comment.source_key was
  PRIMARY KEY (article_id, source_key)
) STRICT, WITHOUT ROWID;
