-- The error page suggests articles whose slugs are similar to the requested one
-- (cgi/site/pages/suggest_article.c).
CREATE INDEX article_slug ON article(slug) WHERE status = 'publish';
