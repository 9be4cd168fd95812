/* The logins of authors in an export for WordPress. */
#ifndef EXPORT_EXPORT_WXR_LOGIN_H
#define EXPORT_EXPORT_WXR_LOGIN_H

#include "base/arena.h"
#include "base/err.h"

/* Sets *out to the login of the author with this slug: the slug itself if WordPress can
 * make a login of it, otherwise "author-" and a number that is the same each time. It
 * deletes all letters but Latin ones, and refuses a login of which nothing is left. */
enum err export_wxr_login(struct arena *a, const char *slug, const char **out) MUST_USE;

#endif
