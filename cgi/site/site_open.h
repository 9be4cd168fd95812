/* Creating, finding, upgrading, opening and closing a site directory.
 *
 * Functions with `why` write one sentence there that says how to fix the problem. */
#ifndef SITE_SITE_OPEN_H
#define SITE_SITE_OPEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "db/db.h"
#include "site/core/settings.h"
#include "site/core/settings_write.h"
#include "site/core/site.h"

/* Folder inside a site directory that holds the old site while a restore replaces it.
 */
#define SITE_INTERRUPTED "restore.old"

/* True if a restore of the site in `dir` was interrupted. Running the restore again
 * completes it. */
bool site_is_interrupted(const char *dir);

/* Finds the site directory: `given`, else $PAMPHLET_SITE, else the current directory or
 * its nearest parent with a site.ini. The caller frees *out. ERR_NOT_FOUND if there is
 * none, ERR_OWNER if the directory named cannot be read. */
enum err site_locate(
    const char *given, char **out, char *why, size_t why_size) MUST_USE;

/* The path of a site's database, or its address in PostgreSQL. NULL if memory is
 * exhausted. */
const char *site_database(
    struct arena *a, const char *dir, const struct settings *settings);

/* Creates a site directory with site.ini, pamphlet.db, media/, templates/, public/ and
 * run/. Keeps files that exist, so it also completes an interrupted init. New folders
 * are writable for their group and set-group-ID. ERR_EXISTS if `dir` is a site.
 * With an address in choice->database it has no pamphlet.db: the tables are made there,
 * unless they exist. */
enum err site_create(const char *dir, const struct settings_initial *choice, char *why,
    size_t why_size) MUST_USE;

/* Upgrades the site's database to the schema of this program. *from and *to are the
 * versions before and after; they are equal if there was nothing to do. */
enum err site_upgrade(
    const char *dir, int *from, int *to, char *why, size_t why_size) MUST_USE;

/* Opens a site for a role. Loads templates and assets for ROLE_WEB and ROLE_SCHEDULER
 * only. The caller closes *out with site_close. */
enum err site_open(struct site **out, const char *dir, enum role role, char *why,
    size_t why_size) MUST_USE;

/* Like site_open for ROLE_COMMAND, but read-only: see db_open_to_read. */
enum err site_open_to_read(
    struct site **out, const char *dir, char *why, size_t why_size) MUST_USE;

/* Whether the database's file was replaced since the site was opened. Costs two
 * calls of stat(2). */
bool site_is_replaced(const struct site *s);

/* Opens such a site again for `role`, with the new file and an empty page cache. *site
 * then is another one; after an error it stays as it was. At most one attempt per
 * second is made; meanwhile the result is ERR_REPLACED. ERR_READ_ONLY if the file
 * system was read-only: then only another process can open the site. */
enum err site_reopen(
    struct site **site, enum role role, char *why, size_t why_size) MUST_USE;

/* Loads templates and assets. ERR_TEMPLATE, ERR_CONFIG, ERR_IO. */
enum err site_load_theme(struct site *s, char *why, size_t why_size) MUST_USE;

/* Like site_load_theme, and writes the assets to run/assets for the web server. */
enum err site_open_theme(struct site *s, char *why, size_t why_size) MUST_USE;

/* Closes and frees a site. Does nothing for NULL. */
void site_close(struct site *s);

#endif
