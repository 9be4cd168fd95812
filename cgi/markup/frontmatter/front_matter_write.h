/* Writes front matter as an author would. */
#ifndef MARKUP_FRONTMATTER_FRONT_MATTER_WRITE_H
#define MARKUP_FRONTMATTER_FRONT_MATTER_WRITE_H

#include "base/buf.h"
#include "markup/frontmatter/front_matter.h"

/* Appends `m` as YAML between lines "---". front_matter_read reads it back as the same,
 * except for `unknown`, line numbers, and white space at the ends of texts. Members
 * that are not set are left out, except the title. */
void front_matter_write(const struct front_matter *m, struct buf *out);

#endif
