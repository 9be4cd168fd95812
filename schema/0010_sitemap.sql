-- An index to find the parts of the sitemap, and when each was last changed, without
-- reading the articles. 5000 is SITEMAP_PART in cgi/db/model/sitemap.h.
CREATE INDEX article_changed ON article(
  (id - 1) / 5000,
  max(published_at, updated_at) DESC
) WHERE status = 'publish';
