/* Inside import/wordpress only: what must be known of a whole WXR file before its first
 * item is imported. */
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

/* The prefix of the key of an article that was imported from an item. */
#define IMPORT_WXR_SCHEME "wxr:"

struct wxr_tables;

/* Reads the whole file `fd` from its beginning; later readings can rely on its form.
 * The tables live in `a`; `guids`, initially empty, as long as they do. Errors as
 * wxr_read. */
enum err wxr_tables_read(struct arena *a, struct wxr_guids *guids, int fd,
    struct wxr_tables **out, struct parse_problem *problem) MUST_USE;

/* The number of characters in the file that XML does not allow, and that were replaced.
 */
size_t wxr_tables_replaced(const struct wxr_tables *t);

/* The number of posts and pages in the file. */
size_t wxr_tables_count(const struct wxr_tables *t);

/* The site's URL without scheme and final slash, "//old.example/blog"; "" if not
 * given. */
const char *wxr_tables_site(const struct wxr_tables *t);

/* The display name of an author, plain text; `login` itself if there is none. */
const char *wxr_tables_author(const struct wxr_tables *t, const char *login);

/* The name of a category with its ancestors, "A/B", plain text; a slash inside a name
 * is replaced by a character that looks like it. `name` if there is no such category.
 * *path is the same of the slugs, "a/b", or NULL if one is not valid here. Returns NULL
 * when out of memory. */
const char *wxr_tables_category(const struct wxr_tables *t, struct arena *a,
    const char *nicename, const char *name, const char **path);

/* The slug for a nicename or login, NULL if it is not valid here. */
const char *wxr_tables_slug(struct arena *a, const char *nicename);

/* An attachment, or picture number i attached to a post. */
struct wordpress_picture wxr_tables_attachment(const struct wxr_tables *t, int64_t id);
struct wordpress_picture wxr_tables_picture(
    const struct wxr_tables *t, int64_t post, size_t i);

/* The content of a reusable block, or NULL. */
const char *wxr_tables_block(const struct wxr_tables *t, int64_t id);

/* The number of ancestors of the page `id`. *parent is its parent's GUID, NULL for a
 * top-level page, or one whose parent is missing or a descendant. */
int wxr_tables_page_depth(const struct wxr_tables *t, int64_t id, const char **parent);
int wxr_tables_deepest(const struct wxr_tables *t);

/* The key of a post or page: its GUID, with its ID if another one has the same. */
char *wxr_tables_key(
    const struct wxr_tables *t, struct arena *a, const char *guid, const char *id);

#endif
