/* Front matter as an author would write it. */
#ifndef MARKUP_FRONTMATTER_FRONT_MATTER_WRITE_H
#define MARKUP_FRONTMATTER_FRONT_MATTER_WRITE_H

#include "base/buf.h"
#include "markup/frontmatter/front_matter.h"

/* Adds the front matter `m` between lines "---": what front_matter_read reads as the
 * same but for `unknown`, lines, and white space at the ends of texts. Members that are
 * not set are left out, but for the title. */
void front_matter_write(const struct front_matter *m, struct buf *out);

#endif
