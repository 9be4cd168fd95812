-- How often the preview links of an article were revoked. A link is signed together with
-- this number, so that raising it makes all former ones invalid.
CREATE TABLE preview (
  article_id INTEGER PRIMARY KEY,
  revoked INTEGER NOT NULL CHECK (revoked > 0)
) STRICT;

CREATE TRIGGER article_delete_preview AFTER DELETE ON article BEGIN
  DELETE FROM preview WHERE article_id = OLD.id;
END;
