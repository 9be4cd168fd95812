/* Turns the template tags of Hugo and Jekyll in a Markdown or HTML body into Markdown
 * and HTML. */
#ifndef MARKUP_MARKDOWN_TEMPLATE_TAGS_H
#define MARKUP_MARKDOWN_TEMPLATE_TAGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* What the caller knows about the site. */
struct template_tags {
  void *context;
  const char *(*address)(void *context, const char *file, bool is_post, int line);
  /* Called for each tag that has no meaning here, with its line. */
  void (*unknown)(void *context, const char *name, int line);
  bool is_liquid; /* Jekyll's: site.url and site.baseurl in {{ }} are removed, other
                   * expressions are reported as unknown, Hugo's tags are text */
  bool is_html;   /* the text is HTML, not Markdown */
};

/* True if `text` may contain a tag; otherwise it need not be processed. */
bool template_tags_are_in(const char *text);

/* Appends `text`, which begins on line `line` of its file, with the tags ref, relref,
 * figure, highlight, youtube, vimeo, gist and tweet of Hugo and highlight, raw,
 * post_url and link of Jekyll expanded; embeds become links. Other tags stay as they
 * are, and so do all tags in fenced code except raw. Hugo's escaped tags lose their
 * comment marks. Returns ERR_NOMEM, or ERR_TOO_LARGE if the result exceeds out->most.
 * Takes linear time. */
enum err template_tags_expand(struct arena *a, const char *text, int line,
    const struct template_tags *tags, struct buf *out) MUST_USE;

#endif
