/* The settings of a site one by one: shown, and changed in place in site.ini. */
#ifndef OPS_SETTINGS_EDITOR_H
#define OPS_SETTINGS_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/settings.h"

struct setting {
  struct settings_entry about;
  const char *value;                   /* in the file, else the default */
  bool is_set;                         /* the file has it */
  const struct settings_alias *former; /* the file has it under this name; else NULL */
};

/* Reads the settings of the site in `dir` into the arena. Values are not checked, so
 * that a file with a bad one can be fixed. ERR_CONFIG, ERR_NOT_FOUND, ERR_OWNER, ERR_IO
 * or ERR_NOMEM, with a sentence in `why`. */
enum err settings_editor_read(struct arena *a, const char *dir, struct setting **out,
    size_t *count, char *why, size_t why_size) MUST_USE;

/* The setting of a name, "folder" or "cache.folder"; NULL if there is none. A former
 * name finds it too; *former is then the alias, else NULL. */
struct setting *settings_editor_find(struct setting *all, size_t count,
    const char *name, const struct settings_alias **former);

/* Changes one setting in site.ini and leaves the rest of the file as it is, except that
 * former names in its section become the current ones. If the value is refused, the
 * file is not changed: ERR_CONFIG. ERR_BUSY while the site is being restored;
 * ERR_OWNER, ERR_FULL, ERR_IO, ERR_NOMEM; all with a sentence in `why`. */
enum err settings_editor_set(const char *dir, const struct settings_entry *about,
    const char *value, char *why, size_t why_size) MUST_USE;

#endif
