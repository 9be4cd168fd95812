-- Former versions of articles, for their authors (docs/articles.md). The present version
-- is only in the article: a row is added when it is replaced.
CREATE TABLE article_revision (
  article_id INTEGER NOT NULL,
  number INTEGER NOT NULL,         -- from 1 on for each article
  saved_at INTEGER NOT NULL,
  command TEXT NOT NULL,           -- that saved it, 'post edit'; '' if not known
  next_at INTEGER NOT NULL,        -- the same for the version that replaced it
  next_command TEXT NOT NULL,
  text TEXT NOT NULL,              -- front matter and body, as "post edit" shows them
  PRIMARY KEY (article_id, number)
) STRICT;

CREATE TRIGGER article_delete_revision AFTER DELETE ON article BEGIN
  DELETE FROM article_revision WHERE article_id = OLD.id;
END;
