-- Social cards: pictures of titles, which other sites show with a link to an article that
-- has no picture of its own (docs/pictures.md).
CREATE TABLE social_card (
  article_id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,              -- of all that is drawn, under the site's secret: the
                                   -- name of the file begins with it
  fault TEXT NOT NULL              -- why there is no file; ''
) STRICT;
CREATE INDEX social_card_hash ON social_card(hash);

-- Articles that may need another card, or none any more. `change` counts what has happened
-- to one since then, so that nothing is lost that happens while its card is drawn.
CREATE TABLE social_card_due (
  article_id INTEGER PRIMARY KEY,
  change INTEGER NOT NULL
) STRICT;

-- An article is inserted as a draft, which needs none.
CREATE TRIGGER article_update_social_card AFTER UPDATE OF title, status, lang, author_id ON article
WHEN (OLD.title, OLD.status, OLD.lang, OLD.author_id)
  IS NOT (NEW.title, NEW.status, NEW.lang, NEW.author_id)
BEGIN
  INSERT INTO social_card_due(article_id, change) VALUES (NEW.id, 1)
    ON CONFLICT(article_id) DO UPDATE SET change = change + 1;
END;

CREATE TRIGGER article_body_update_social_card AFTER UPDATE OF html ON article_body
WHEN OLD.html IS NOT NEW.html
BEGIN
  INSERT INTO social_card_due(article_id, change) VALUES (NEW.article_id, 1)
    ON CONFLICT(article_id) DO UPDATE SET change = change + 1;
END;

-- The row remains until its file is removed.
CREATE TRIGGER article_delete_social_card AFTER DELETE ON article BEGIN
  INSERT INTO social_card_due(article_id, change) VALUES (OLD.id, 1)
    ON CONFLICT(article_id) DO UPDATE SET change = change + 1;
END;
