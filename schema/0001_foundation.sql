-- The foundation: articles and their addresses, listings and their counts, comments.
-- Ids are 64-bit, times microseconds since 1970 in UTC, texts UTF-8. Rows are written
-- by the one gate (cgi/store/gate.h); migrations are appended, never edited.

-- One row: what belongs to the database as a whole.
CREATE TABLE site (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  change INTEGER NOT NULL,         -- number of the last change, raised once a transaction
  secret BLOB NOT NULL CHECK (length(secret) = 32) -- signs tokens, keys hashes
) STRICT;

-- The last change of everything a page can depend on: 'article:7', 'listing:3',
-- 'menu', 'site'. A page's revision is the largest among its keys.
CREATE TABLE dependency (
  key TEXT PRIMARY KEY,
  change INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE author (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,       -- in /author/SLUG/
  name TEXT NOT NULL UNIQUE        -- as shown
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
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: links hold on to it
  type TEXT NOT NULL CHECK (type IN ('post', 'page')),
  status TEXT NOT NULL CHECK (status IN
    ('draft', 'future', 'publish', 'private', 'withdrawn')),
  slug TEXT NOT NULL,
  title TEXT NOT NULL,             -- '' is allowed
  excerpt TEXT NOT NULL,           -- plain text, given or made from the body
  lang TEXT NOT NULL,              -- BCP 47; '' is the site's language
  author_id INTEGER NOT NULL REFERENCES author(id),
  parent_id INTEGER REFERENCES article(id), -- of a page
  menu_order INTEGER NOT NULL,     -- pages: place among their siblings
  in_menu INTEGER NOT NULL CHECK (in_menu IN (0, 1)),
  sticky INTEGER NOT NULL CHECK (sticky IN (0, 1)),
  created_at INTEGER NOT NULL,
  published_at INTEGER NOT NULL,   -- the date shown; the due time while 'future'
  updated_at INTEGER NOT NULL,     -- last change of the text
  expires_at INTEGER,              -- withdrawn then
  position INTEGER UNIQUE,         -- published_at made unique: order in listings; NULL
                                   -- unless it stands in listings
  permalink TEXT UNIQUE,           -- fixed at first publication; NULL before
  comments_open INTEGER NOT NULL CHECK (comments_open IN (0, 1)),
  comments_close_at INTEGER,       -- closed by age then
  comment_count INTEGER NOT NULL,  -- approved ones
  reading_minutes INTEGER NOT NULL,
  source_key TEXT UNIQUE,          -- where it was imported from: 'file:posts/a.md'
  source_hash BLOB                 -- of the source as imported
) STRICT;
CREATE INDEX article_due ON article(published_at) WHERE status = 'future';
CREATE INDEX article_expiring ON article(expires_at)
  WHERE expires_at IS NOT NULL AND status = 'publish';
CREATE INDEX article_closing ON article(comments_close_at)
  WHERE comments_close_at IS NOT NULL AND comments_open = 1;
CREATE INDEX article_parent ON article(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX article_menu ON article(menu_order) WHERE in_menu = 1;
CREATE INDEX article_author ON article(author_id);

-- The bodies stand apart, so that lists read short rows.
CREATE TABLE article_body (
  article_id INTEGER PRIMARY KEY REFERENCES article(id),
  format TEXT NOT NULL CHECK (format IN ('markdown', 'html')),
  source TEXT NOT NULL,            -- as written
  html TEXT NOT NULL,              -- rendered and sanitised
  renderer INTEGER NOT NULL        -- version of what rendered it
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

-- Every address that is not computed: an article's own, those it had before (301),
-- and those of what was withdrawn (410). Decoded UTF-8 with slashes at both ends.
CREATE TABLE path (
  path TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('article', 'moved', 'gone')),
  article_id INTEGER REFERENCES article(id) -- NULL: deleted for good
) STRICT, WITHOUT ROWID;
CREATE INDEX path_article ON path(article_id);

-- A numbered list of articles, newest first.
CREATE TABLE listing (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('home', 'all', 'category', 'tag', 'author')),
  object_id INTEGER NOT NULL,      -- the category, tag or author; else 0
  count INTEGER NOT NULL,
  UNIQUE (kind, object_id)
) STRICT;

CREATE TABLE listing_entry (
  listing_id INTEGER NOT NULL REFERENCES listing(id),
  key INTEGER NOT NULL,            -- article.position; 2^62 more where it is pinned
  article_id INTEGER NOT NULL REFERENCES article(id),
  PRIMARY KEY (listing_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_entry_article ON listing_entry(article_id);

-- Counts over runs of entries, so that page N is found without reading the pages
-- before it: a span of level 1 covers the entries from `low` up to the next span's
-- `low`, one of level 2 the spans of level 1 likewise. Spans split as they grow.
CREATE TABLE listing_span (
  listing_id INTEGER NOT NULL REFERENCES listing(id),
  level INTEGER NOT NULL CHECK (level IN (1, 2)),
  low INTEGER NOT NULL,
  count INTEGER NOT NULL,          -- entries covered
  PRIMARY KEY (listing_id, level, low)
) STRICT, WITHOUT ROWID;

CREATE TABLE comment (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: #comment-N stays true
  article_id INTEGER NOT NULL REFERENCES article(id),
  parent_id INTEGER REFERENCES comment(id),
  type TEXT NOT NULL CHECK (type IN ('comment', 'pingback', 'trackback', 'webmention')),
  status TEXT NOT NULL CHECK (status IN ('approve', 'hold', 'spam', 'trash')),
  author TEXT NOT NULL,
  url TEXT NOT NULL,               -- '' for none
  source TEXT NOT NULL,            -- as typed
  html TEXT NOT NULL,              -- rendered, safe
  renderer INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  digest BLOB NOT NULL,            -- of author and source: finds duplicates
  source_key TEXT,                 -- where it was imported from
  UNIQUE (article_id, source_key)
) STRICT;
CREATE INDEX comment_article ON comment(article_id, status, id);
CREATE INDEX comment_status ON comment(status, id);
CREATE INDEX comment_digest ON comment(article_id, digest);
CREATE INDEX comment_parent ON comment(parent_id) WHERE parent_id IS NOT NULL;

-- What readers are promised stays private. The web side may add a row and can do
-- nothing else with this table (cgi/store/roles.c).
CREATE TABLE comment_private (
  comment_id INTEGER PRIMARY KEY REFERENCES comment(id),
  email TEXT NOT NULL
) STRICT;

-- Whence a comment came, as a keyed hash of the network, for the rate limit; removed
-- after 30 days.
CREATE TABLE comment_network (
  comment_id INTEGER PRIMARY KEY REFERENCES comment(id),
  network BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX comment_network_network ON comment_network(network, created_at);
CREATE INDEX comment_network_created ON comment_network(created_at);

INSERT INTO listing(kind, object_id, count) VALUES ('home', 0, 0), ('all', 0, 0);
