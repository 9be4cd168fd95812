/* Inside site/ only: makes excerpts again after an upgrade. */
#ifndef SITE_PUBLISH_EXCERPT_UPDATE_H
#define SITE_PUBLISH_EXCERPT_UPDATE_H

#include "site/publish/work_queue.h"

/* The articles whose excerpts ARTICLE_EXCERPT_VERSION has not looked at. An excerpt
 * that an earlier version has made is made again, one that somebody has written stays.
 */
extern const struct work_queue excerpt_queue;

#endif
