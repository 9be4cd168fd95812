/* Inside import/: what has to be known of the whole of a WXR file before its first
 * item.
 */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_TABLES_H
#define IMPORT_WORDPRESS_IMPORT_WXR_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "import/wordpress/import_wxr_guids.h"
#include "markup/frontmatter/parse_problem.h"
#include "markup/wordpress/wordpress_shortcodes.h"

/* What the key of an article that was an item begins with. */
#define IMPORT_WXR_SCHEME "wxr:"

struct wxr_tables;

/* Reads the file at `fd` from its beginning, all of it: what comes after can rely on
 * its form. The tables live in `a`; `guids`, which are empty yet, as long as they do.
 * Errors as wxr_read. */
enum err wxr_tables_read(struct arena *a, struct wxr_guids *guids, int fd,
    struct wxr_tables **out, struct parse_problem *problem) MUST_USE;

/* Posts and pages in the file. */
size_t wxr_tables_count(const struct wxr_tables *t);

/* Where the site was, "//old.example/blog" without scheme and slash; "" if not said. */
const char *wxr_tables_site(const struct wxr_tables *t);

/* The name an author is shown by, plain text; `login` itself where there is none. */
const char *wxr_tables_author(const struct wxr_tables *t, const char *login);

/* The name of a category behind those above it, "A/B", plain text; a slash in a name
 * looks like one, but is none. `name` where there is no such category. *path is the
 * same of its slugs, "a/b"; NULL where one cannot be a slug here. NULL when memory is
 * out. */
const char *wxr_tables_category(const struct wxr_tables *t, struct arena *a,
    const char *nicename, const char *name, const char **path);

/* The slug that a nicename, or a login, is here; NULL where it cannot be one. */
const char *wxr_tables_slug(struct arena *a, const char *nicename);

/* An attachment, or the i-th picture that hangs on a post. */
struct wordpress_picture wxr_tables_attachment(const struct wxr_tables *t, int64_t id);
struct wordpress_picture wxr_tables_picture(
    const struct wxr_tables *t, int64_t post, size_t i);

/* The content of a reusable block; NULL. */
const char *wxr_tables_block(const struct wxr_tables *t, int64_t id);

/* How many pages stand above the page `id`; its parent's GUID in *parent, NULL for a
 * page at the top, or below one that is not there or stands below itself. */
int wxr_tables_page_depth(const struct wxr_tables *t, int64_t id, const char **parent);
int wxr_tables_deepest(const struct wxr_tables *t);

/* The key of a post or page: its GUID, with its id where another one has that too. */
char *wxr_tables_key(
    const struct wxr_tables *t, struct arena *a, const char *guid, const char *id);

#endif
