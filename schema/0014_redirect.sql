-- Redirects that an author or an import has set up. Former addresses of articles are in
-- `path`; these lead anywhere, and they are asked only where the site has nothing else.
CREATE TABLE redirect (
  path TEXT PRIMARY KEY,           -- decoded, with slashes at both ends, like path.path
  target TEXT NOT NULL             -- percent-encoded: a path of this site, or a URL
) STRICT, WITHOUT ROWID;
