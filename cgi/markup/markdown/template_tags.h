/* What Hugo and Jekyll put between braces in Markdown, as Markdown and HTML. */
#ifndef MARKUP_MARKDOWN_TEMPLATE_TAGS_H
#define MARKUP_MARKDOWN_TEMPLATE_TAGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* The address of the article that a file or its name stands for, living as long as the
 * arena; NULL where there is none. `is_post` for Jekyll's post_url: "2026-11-20-tide";
 * `line` is that of the tag. */
struct template_tags {
  void *context;
  const char *(*address)(void *context, const char *file, bool is_post, int line);
  /* A tag that means nothing here, and its line; called for each. */
  void (*unknown)(void *context, const char *name, int line);
  bool is_liquid; /* Jekyll's: site.url and site.baseurl in {{ }} are left out, what
                   * else is there is told as unknown, and Hugo's tags are none */
  bool is_html;   /* the text is HTML, not Markdown */
};

/* True where `text` may have a tag: else it need not be looked through. */
bool template_tags_are_in(const char *text);

/* Adds `text`, whose first line is `line` of its file, with Hugo's ref, relref, figure,
 * highlight, youtube, vimeo, gist and tweet and Jekyll's highlight, raw, post_url and
 * link turned into what they stand for; embeds become links. Other tags, and those of
 * these in fenced code but for raw, stay as they are; Hugo's escaped ones lose the
 * marks of a comment. ERR_NOMEM, or ERR_TOO_LARGE where it becomes more than out->most:
 * the rest is not looked at. Linear time. */
enum err template_tags_expand(struct arena *a, const char *text, int line,
    const struct template_tags *tags, struct buf *out) MUST_USE;

#endif
