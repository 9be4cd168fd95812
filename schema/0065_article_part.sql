-- What pages show instead of a part of an article: program text with colours, a formula
-- or a diagram. article_body.html has them as text; the rows are made from it when the
-- article is saved (cgi/markup/rich), and hold nothing that cannot be made again.
CREATE TABLE article_part (
  article_id INTEGER NOT NULL,
  number INTEGER NOT NULL, -- of the part in the article, from 0
  size INTEGER NOT NULL,   -- of its content in article_body.html, in bytes
  is_whole INTEGER NOT NULL CHECK (is_whole IN (0, 1)), -- also replaces the element
  html TEXT NOT NULL,
  PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER article_delete_part AFTER DELETE ON article BEGIN
  DELETE FROM article_part WHERE article_id = OLD.id;
END;
