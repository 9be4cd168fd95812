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
  /* Called for each tag that has no meaning here, with its line. It is removed, or
   * `stays` as text. */
  void (*unknown)(void *context, const char *name, bool stays, int line);
  /* The text of a Liquid variable such as "page.title"; NULL if it is not known. */
  const char *(*variable)(void *context, const char *name);
  bool is_liquid; /* Jekyll's tags and expressions; Hugo's are text */
  bool is_html;   /* the text is HTML, not Markdown */
};

/* True if `text` may contain a tag; otherwise it need not be processed. */
bool template_tags_are_in(const char *text);

/* Appends `text`, which begins on line `line` of its file, with the tags ref, relref,
 * figure, highlight, youtube, vimeo, gist and tweet of Hugo and highlight, raw,
 * post_url and link of Jekyll expanded; embeds become links. Jekyll's comments, and
 * other tags of Jekyll and Hugo are removed, but not the text between opening and
 * closing ones; those of Hugo with a picture as "src" become that picture. Jekyll's
 * variables are replaced. Liquid's tags in a text that is not of Jekyll stay, and so do
 * all tags in fenced code except raw and comments. Hugo's escaped tags lose their
 * comment marks. Returns ERR_NOMEM, or ERR_TOO_LARGE if the result exceeds out->most.
 * Takes linear time. */
enum err template_tags_expand(struct arena *a, const char *text, int line,
    const struct template_tags *tags, struct buf *out) MUST_USE;

#endif
