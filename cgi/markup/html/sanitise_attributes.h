/* Inside markup/html only: how the sanitiser writes text and attributes. */
#ifndef MARKUP_HTML_SANITISE_ATTRIBUTES_H
#define MARKUP_HTML_SANITISE_ATTRIBUTES_H

#include <gumbo.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "markup/html/id_set.h"
#include "markup/html/sanitise_rewriter.h"
#include "markup/html/sanitise_table.h"

enum sanitise_profile {
  SANITISE_AUTHOR, /* what an article may contain */
  SANITISE_COMMENT
};

struct sanitise_writer {
  enum sanitise_profile profile;
  const struct sanitise_rewriter *rewriter; /* NULL: none */
  struct arena *arena;
  struct id_set ids; /* used so far */
  bool failed;       /* memory ran out */
};

/* What sanitise_put_attributes has written, one bit each. */
enum sanitise_written {
  WROTE_LINK = 1 << 0,
  WROTE_SOURCE = 1 << 1,
  WROTE_ID = 1 << 2,
  WROTE_TIME = 1 << 3,
  WROTE_ALT = 1 << 4,
  WROTE_CONTROLS = 1 << 5,
  WROTE_LOADING = 1 << 6
};

/* Appends text, escaped for content, without the characters that HTML forbids
 * (controls, noncharacters; WHATWG HTML section 13.1.4). */
void sanitise_put_text(struct buf *out, const char *s);

/* Appends ` name="value"` for each attribute of `node` that `rule` and the profile
 * allow. Returns sanitise_written bits. */
unsigned sanitise_put_attributes(struct sanitise_writer *w,
    const struct sanitise_element *rule, const GumboNode *node, struct buf *out);

#endif
