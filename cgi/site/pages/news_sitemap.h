/* The sitemap of recent articles that news search engines read, at /news-sitemap.xml
 * (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
 */
#ifndef SITE_PAGES_NEWS_SITEMAP_H
#define SITE_PAGES_NEWS_SITEMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "site/core/site.h"

#define NEWS_SITEMAP_PATH "/news-sitemap.xml"

/* Adds the posts of the two days before `now` that have a title, 1,000 at most, newest
 * first. Without any, the sitemap is empty. ERR_NOMEM, errors of the database. */
enum err news_sitemap(struct site *site, int64_t now, struct buf *out) MUST_USE;

/* True in *out if there are such posts. */
enum err news_sitemap_has_any(struct site *site, int64_t now, bool *out) MUST_USE;

#endif
