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
  const char *value; /* as the file has it, else the default */
  bool is_set;       /* the file has it */
};

/* The settings of the site in `dir`, in the arena. Values are not looked at: a file
 * with a bad one can be mended. ERR_CONFIG, ERR_NOT_FOUND, ERR_IO with a sentence in
 * `why`. */
enum err settings_editor_read(struct arena *a, const char *dir, struct setting **out,
    size_t *count, char *why, size_t why_size) MUST_USE;

/* The one of a name, "store" or "pages.store"; NULL if there is none. */
struct setting *settings_editor_find(
    struct setting *all, size_t count, const char *name);

/* Gives a setting another value. All else in the file stays as it is, and the file as
 * it was where the value is refused: ERR_CONFIG; ERR_BUSY while the site is restored;
 * ERR_OWNER, ERR_FULL, ERR_IO; all with a sentence in `why`. */
enum err settings_editor_set(const char *dir, const struct settings_entry *about,
    const char *value, char *why, size_t why_size) MUST_USE;

#endif
