-- The page cache (docs/page-cache.md): which one belongs to this database, and whether
-- everything that changed has passed the gate.

-- One row.
CREATE TABLE page_store (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  folder TEXT NOT NULL,            -- where the pages are; '' for none
  epoch TEXT NOT NULL,             -- token of the current epoch, never used twice
  lock_number INTEGER NOT NULL,    -- inode of the lock file: another one is another lock
  changes INTEGER NOT NULL,        -- of rows that pages show, whoever made them
  claimed INTEGER NOT NULL         -- of these, those that passed the gate
) STRICT;
INSERT INTO page_store VALUES (1, '', '', 0, 0, 0);

-- Count what changes, so that a write by another program (the sqlite3 shell) is noticed.
CREATE TRIGGER author_insert AFTER INSERT ON author BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER author_update AFTER UPDATE ON author BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER author_delete AFTER DELETE ON author BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER category_insert AFTER INSERT ON category BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER category_update AFTER UPDATE ON category BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER category_delete AFTER DELETE ON category BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER tag_insert AFTER INSERT ON tag BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER tag_update AFTER UPDATE ON tag BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER tag_delete AFTER DELETE ON tag BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER article_insert AFTER INSERT ON article BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER article_update AFTER UPDATE ON article BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER article_delete AFTER DELETE ON article BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER article_body_insert AFTER INSERT ON article_body BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER article_body_update AFTER UPDATE ON article_body BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER article_body_delete AFTER DELETE ON article_body BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER article_category_insert AFTER INSERT ON article_category BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER article_category_update AFTER UPDATE ON article_category BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER article_category_delete AFTER DELETE ON article_category BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER article_tag_insert AFTER INSERT ON article_tag BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER article_tag_update AFTER UPDATE ON article_tag BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER article_tag_delete AFTER DELETE ON article_tag BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER path_insert AFTER INSERT ON path BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER path_update AFTER UPDATE ON path BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER path_delete AFTER DELETE ON path BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER listing_entry_insert AFTER INSERT ON listing_entry BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER listing_entry_update AFTER UPDATE ON listing_entry BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER listing_entry_delete AFTER DELETE ON listing_entry BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER comment_insert AFTER INSERT ON comment BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER comment_update AFTER UPDATE ON comment BEGIN
  UPDATE page_store SET changes = changes + 1;
END;
CREATE TRIGGER comment_delete AFTER DELETE ON comment BEGIN
  UPDATE page_store SET changes = changes + 1;
END;

-- The same table without its reference: a trigger on comment makes SQLite look for rows
-- here when a comment comes in, and the web side may not even know which there are.
CREATE TABLE comment_secret (
  comment_id INTEGER PRIMARY KEY,  -- comment.id
  email TEXT NOT NULL
) STRICT;
INSERT INTO comment_secret SELECT comment_id, email FROM comment_private;
DROP TABLE comment_private;
ALTER TABLE comment_secret RENAME TO comment_private;
