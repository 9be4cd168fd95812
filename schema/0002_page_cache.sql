-- The page cache (docs/page-cache.md) that belongs to this database, and whether rows
-- were changed outside txn_write.

-- One row. Migration 0011 renames the table to cache_record.
CREATE TABLE page_store (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  folder TEXT NOT NULL,            -- the folder with the pages; '' if none
  epoch TEXT NOT NULL,             -- token of the current epoch, never reused
  lock_number INTEGER NOT NULL,    -- inode of the lock file, to detect a new lock file
  changes INTEGER NOT NULL,        -- count of changes to rows that pages show
  claimed INTEGER NOT NULL         -- number of these changes made by txn_write
) STRICT;
INSERT INTO page_store VALUES (1, '', '', 0, 0, 0);

-- Count changed rows, so that a write by another program, such as the sqlite3 shell, is
-- detected.
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

-- The same table without the reference to comment. With triggers on comment, SQLite
-- checks the reference when a comment is inserted, but the web role is not allowed to
-- read this table.
CREATE TABLE comment_secret (
  comment_id INTEGER PRIMARY KEY,  -- comment.id
  email TEXT NOT NULL
) STRICT;
INSERT INTO comment_secret SELECT comment_id, email FROM comment_private;
DROP TABLE comment_private;
ALTER TABLE comment_secret RENAME TO comment_private;
