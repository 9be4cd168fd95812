-- The parts of the sitemap and when each changed last, without going through the
-- articles; 5000 is SITEMAP_PART of cgi/store/sitemap.h.
CREATE INDEX article_changed ON article(
  (id - 1) / 5000,
  max(published_at, updated_at) DESC
) WHERE status = 'publish';
