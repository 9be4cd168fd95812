-- The error page suggests articles with slugs similar to the one that was requested
-- (cgi/site/pages/suggest_article.c).
CREATE INDEX article_slug ON article(slug) WHERE status = 'publish';
