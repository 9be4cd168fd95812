/* Inside markup/frontmatter only: the key "corrections" of front matter. */
#ifndef MARKUP_FRONTMATTER_FRONT_MATTER_CORRECTIONS_H
#define MARKUP_FRONTMATTER_FRONT_MATTER_CORRECTIONS_H

#include "base/err.h"
#include "markup/frontmatter/front_matter_value.h"

/* Appends what the value of the key says: a list of maps {date, note, changes}, of
 * texts "2026-11-30: what was wrong", or of maps {2026-11-30: what was wrong}; or one
 * of these without a list. An entry without a note or with a date that cannot be read
 * becomes a note and is left out. ERR_NOMEM. */
enum err front_matter_corrections_read(
    struct front_matter_reader *r, const struct yaml_node *n) MUST_USE;

#endif
