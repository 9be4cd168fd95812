-- Readers who pressed "Thank you" below an article (docs/comments.md).

-- How many; kept when it is forgotten who.
CREATE TABLE thanks (
  article_id INTEGER PRIMARY KEY,
  count INTEGER NOT NULL CHECK (count > 0)
) STRICT;

-- Not the address, but a keyed hash of its network and the article: no two rows can be
-- told to be of the same network. For 30 days.
CREATE TABLE thanks_network (
  article_id INTEGER NOT NULL,
  hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (article_id, hash)
) STRICT;
CREATE INDEX thanks_network_created ON thanks_network(created_at);

CREATE TRIGGER article_delete_thanks AFTER DELETE ON article BEGIN
  DELETE FROM thanks WHERE article_id = OLD.id;
  DELETE FROM thanks_network WHERE article_id = OLD.id;
END;
