-- The foundation: articles and their addresses, listings and their counts, comments.
-- IDs are 64-bit integers, times are microseconds since 1970 in UTC, and texts are UTF-8.
-- All writes go through txn_write (cgi/db/txn.h). Migrations are added, never edited;
-- only their comments may change, because the comparison of schemas ignores them.

-- One row: properties of the whole database.
CREATE TABLE site (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  change INTEGER NOT NULL,         -- number of the last change, one per transaction
  secret BLOB NOT NULL CHECK (length(secret) = 32) -- signs tokens, keys hashes
) STRICT;

-- The number of the last change to each thing that a page can depend on: 'article:7',
-- 'listing:3', 'menu', 'site'. A page's revision is the largest number among its keys.
CREATE TABLE dependency (
  key TEXT PRIMARY KEY,
  change INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE author (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,       -- in /author/SLUG/
  name TEXT NOT NULL UNIQUE        -- as pages show it
) STRICT;

CREATE TABLE category (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES category(id),
  slug TEXT NOT NULL,              -- one component
  name TEXT NOT NULL,
  path TEXT NOT NULL UNIQUE        -- 'a/b', in /category/a/b/
) STRICT;
CREATE INDEX category_parent ON category(parent_id);

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,       -- in /tag/SLUG/
  name TEXT NOT NULL
) STRICT;

CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused, so that links stay correct
  type TEXT NOT NULL CHECK (type IN ('post', 'page')),
  status TEXT NOT NULL CHECK (status IN
    ('draft', 'future', 'publish', 'private', 'withdrawn')),
  slug TEXT NOT NULL,
  title TEXT NOT NULL,             -- '' is allowed
  excerpt TEXT NOT NULL,           -- plain text, given or derived from the body
  lang TEXT NOT NULL,              -- BCP 47; '' means the site's language
  author_id INTEGER NOT NULL REFERENCES author(id),
  parent_id INTEGER REFERENCES article(id), -- of a static page
  menu_order INTEGER NOT NULL,     -- static pages: order among siblings
  in_menu INTEGER NOT NULL CHECK (in_menu IN (0, 1)),
  sticky INTEGER NOT NULL CHECK (sticky IN (0, 1)),
  created_at INTEGER NOT NULL,
  published_at INTEGER NOT NULL,   -- the date shown; while 'future', when it is due
  updated_at INTEGER NOT NULL,     -- when the text was last changed
  expires_at INTEGER,              -- when it will be withdrawn
  position INTEGER UNIQUE,         -- published_at made unique: the order in listings;
                                   -- NULL if it is in no listing
  permalink TEXT UNIQUE,           -- fixed when first published; NULL before
  comments_open INTEGER NOT NULL CHECK (comments_open IN (0, 1)),
  comments_close_at INTEGER,       -- when commenting will be closed
  comment_count INTEGER NOT NULL,  -- approved comments only
  reading_minutes INTEGER NOT NULL,
  source_key TEXT UNIQUE,          -- what it was imported from: 'file:posts/a.md'
  source_hash BLOB                 -- hash of that source at the time of import
) STRICT;
CREATE INDEX article_due ON article(published_at) WHERE status = 'future';
CREATE INDEX article_expiring ON article(expires_at)
  WHERE expires_at IS NOT NULL AND status = 'publish';
CREATE INDEX article_closing ON article(comments_close_at)
  WHERE comments_close_at IS NOT NULL AND comments_open = 1;
CREATE INDEX article_parent ON article(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX article_menu ON article(menu_order) WHERE in_menu = 1;
CREATE INDEX article_author ON article(author_id);

-- Bodies are in a separate table, so that lists of articles read only short rows.
CREATE TABLE article_body (
  article_id INTEGER PRIMARY KEY REFERENCES article(id),
  format TEXT NOT NULL CHECK (format IN ('markdown', 'html')),
  source TEXT NOT NULL,            -- as the author wrote it
  html TEXT NOT NULL,              -- rendered and sanitized
  renderer INTEGER NOT NULL        -- version of the renderer
) STRICT;

CREATE TABLE article_category (
  article_id INTEGER NOT NULL REFERENCES article(id),
  category_id INTEGER NOT NULL REFERENCES category(id),
  PRIMARY KEY (article_id, category_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_category_category ON article_category(category_id);

CREATE TABLE article_tag (
  article_id INTEGER NOT NULL REFERENCES article(id),
  tag_id INTEGER NOT NULL REFERENCES tag(id),
  PRIMARY KEY (article_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tag_tag ON article_tag(tag_id);

-- Addresses of articles: permalinks, former addresses (301), and those of withdrawn
-- articles (410). Addresses of lists are computed instead. Stored as decoded UTF-8 with
-- slashes at both ends.
CREATE TABLE path (
  path TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('article', 'moved', 'gone')),
  article_id INTEGER REFERENCES article(id) -- NULL: the article was deleted
) STRICT, WITHOUT ROWID;
CREATE INDEX path_article ON path(article_id);

-- A list of articles, newest first, which is shown on numbered pages.
CREATE TABLE listing (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('home', 'all', 'category', 'tag', 'author')),
  object_id INTEGER NOT NULL,      -- the category, tag or author; otherwise 0
  count INTEGER NOT NULL,
  UNIQUE (kind, object_id)
) STRICT;

CREATE TABLE listing_entry (
  listing_id INTEGER NOT NULL REFERENCES listing(id),
  key INTEGER NOT NULL,            -- article.position; plus 2^62 if pinned
  article_id INTEGER NOT NULL REFERENCES article(id),
  PRIMARY KEY (listing_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_entry_article ON listing_entry(article_id);

-- Counts of ranges of entries, so that page N is found without reading the pages before
-- it. A row of level 1 covers the entries from `low` up to the `low` of the next row; one
-- of level 2 covers rows of level 1 in the same way. cgi/db/model/listing_bucket.c splits
-- them as they grow. Migration 0011 renames the table to listing_bucket.
CREATE TABLE listing_span (
  listing_id INTEGER NOT NULL REFERENCES listing(id),
  level INTEGER NOT NULL CHECK (level IN (1, 2)),
  low INTEGER NOT NULL,
  count INTEGER NOT NULL,          -- number of entries covered
  PRIMARY KEY (listing_id, level, low)
) STRICT, WITHOUT ROWID;

CREATE TABLE comment (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: links to #comment-N stay correct
  article_id INTEGER NOT NULL REFERENCES article(id),
  parent_id INTEGER REFERENCES comment(id),
  type TEXT NOT NULL CHECK (type IN ('comment', 'pingback', 'trackback', 'webmention')),
  status TEXT NOT NULL CHECK (status IN ('approve', 'hold', 'spam', 'trash')),
  author TEXT NOT NULL,
  url TEXT NOT NULL,               -- '' if none
  source TEXT NOT NULL,            -- as the visitor wrote it
  html TEXT NOT NULL,              -- rendered and sanitized
  renderer INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  digest BLOB NOT NULL,            -- hash of author and source, to find duplicates
  source_key TEXT,                 -- what it was imported from
  UNIQUE (article_id, source_key)
) STRICT;
CREATE INDEX comment_article ON comment(article_id, status, id);
CREATE INDEX comment_status ON comment(status, id);
CREATE INDEX comment_digest ON comment(article_id, digest);
CREATE INDEX comment_parent ON comment(parent_id) WHERE parent_id IS NOT NULL;

-- Data that visitors were promised is kept private. The web role may insert rows, but has
-- no other permission on this table (cgi/db/roles.c).
CREATE TABLE comment_private (
  comment_id INTEGER PRIMARY KEY REFERENCES comment(id),
  email TEXT NOT NULL
) STRICT;

-- The network that a comment came from, as a keyed hash, for the rate limit. Rows are
-- deleted after 30 days.
CREATE TABLE comment_network (
  comment_id INTEGER PRIMARY KEY REFERENCES comment(id),
  network BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX comment_network_network ON comment_network(network, created_at);
CREATE INDEX comment_network_created ON comment_network(created_at);

INSERT INTO listing(kind, object_id, count) VALUES ('home', 0, 0), ('all', 0, 0);
