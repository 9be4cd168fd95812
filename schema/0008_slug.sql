-- What stands nearest to a slug that leads nowhere is offered instead (cgi/site/near.c).
CREATE INDEX article_slug ON article(slug) WHERE status = 'publish';
