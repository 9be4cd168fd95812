-- Readers who are told of new comments by email (docs/comments.md). What a reader asks for
-- waits until the comment that it came with is approved, and then for the reader's answer
-- to a mail: nobody can have mail sent to somebody else, apart from that one.

-- Sent with a comment. The web may add a row, but not read it, so there is no foreign key
-- (0002_page_cache.sql says why). The sender turns it into a follow.
CREATE TABLE follow_request (
  comment_id INTEGER PRIMARY KEY,
  email TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('replies', 'all')),
  proof_id INTEGER NOT NULL        -- a comment that the same browser proved to have sent; 0
) STRICT;

-- An address that something was asked for.
CREATE TABLE follower (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: old mails have links with it
  address TEXT NOT NULL UNIQUE,    -- the email address, as it is compared
  email TEXT NOT NULL,             -- as it was written
  asked_at INTEGER NOT NULL,       -- when it was last asked to confirm; 0: never
  refused INTEGER NOT NULL CHECK (refused IN (0, 1)) -- wants no mail, even if it is asked for
) STRICT;

CREATE TABLE follow (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  follower_id INTEGER NOT NULL,
  article_id INTEGER NOT NULL,
  comment_id INTEGER NOT NULL,     -- the follower's own
  scope TEXT NOT NULL CHECK (scope IN ('replies', 'all')), -- to that comment; on the article
  created_at INTEGER NOT NULL,
  confirmed_at INTEGER NOT NULL,   -- 0: waits for the follower's answer
  UNIQUE (follower_id, comment_id)
) STRICT;
CREATE INDEX follow_article ON follow(article_id, confirmed_at);
CREATE INDEX follow_comment ON follow(comment_id);
CREATE INDEX follow_waiting ON follow(created_at) WHERE confirmed_at = 0;

-- However a comment becomes public: the sender tells its followers. Imported ones are no
-- news. If it becomes public twice, the table mail knows who was told before.
CREATE TRIGGER comment_insert_follow AFTER INSERT ON comment
  WHEN NEW.status = 'approve' AND NEW.source_key IS NULL AND EXISTS
    (SELECT 1 FROM follow WHERE article_id = NEW.article_id AND confirmed_at > 0)
BEGIN
  INSERT INTO mail_event(kind, comment_id, created_at)
    VALUES ('follow', NEW.id, NEW.created_at);
END;
CREATE TRIGGER comment_update_follow AFTER UPDATE OF status ON comment
  WHEN NEW.status = 'approve' AND OLD.status <> 'approve' AND NEW.source_key IS NULL
    AND EXISTS
    (SELECT 1 FROM follow WHERE article_id = NEW.article_id AND confirmed_at > 0)
BEGIN
  INSERT INTO mail_event(kind, comment_id, created_at)
    VALUES ('follow', NEW.id, NEW.created_at);
END;

-- However a comment or an article is deleted, nothing refers to it any longer.
CREATE TRIGGER comment_delete_follow AFTER DELETE ON comment BEGIN
  DELETE FROM follow_request WHERE comment_id = OLD.id;
  DELETE FROM follow WHERE comment_id = OLD.id;
END;
CREATE TRIGGER article_delete_follow AFTER DELETE ON article BEGIN
  DELETE FROM follow WHERE article_id = OLD.id;
END;
