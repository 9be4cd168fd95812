-- Related articles (cgi/site/relating.c).

-- What each public post is found by: its tags and the words of its title.
CREATE TABLE related_key (
  key TEXT NOT NULL,               -- a tag as '#' and its id, or a word
  position INTEGER NOT NULL,       -- article.position
  article_id INTEGER NOT NULL,
  PRIMARY KEY (key, position, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX related_key_article ON related_key(article_id);

-- What the page of an article names.
CREATE TABLE related (
  article_id INTEGER NOT NULL REFERENCES article(id), -- on whose page
  place INTEGER NOT NULL,          -- from 0
  related_id INTEGER NOT NULL REFERENCES article(id),
  PRIMARY KEY (article_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX related_named ON related(related_id);

-- Articles of which that is to be found anew.
CREATE TABLE related_due (
  article_id INTEGER PRIMARY KEY
) STRICT;

INSERT OR IGNORE INTO search_due SELECT id FROM article;
