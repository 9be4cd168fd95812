-- The imported comments that a moderator deleted for good: their file may still have
-- them, and the next import must not bring them back.
CREATE TABLE comment_deleted (
  article_id INTEGER NOT NULL,     -- article.id
  source_key TEXT NOT NULL,        -- what comment.source_key was
  PRIMARY KEY (article_id, source_key)
) STRICT, WITHOUT ROWID;
