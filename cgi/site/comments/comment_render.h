/* What a comment looks like, from what was written. Comments are Markdown if they come
 * from the form, from "comment reply" or from an export that says so; plain text if
 * they are older than that, or from an engine without markup; and HTML if they come
 * from an engine that stores it. What a comment was written as never changes. */
#ifndef SITE_COMMENTS_COMMENT_RENDER_H
#define SITE_COMMENTS_COMMENT_RENDER_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/comment_row.h"

/* The version of the renderer, as stored with the HTML. Those from
 * COMMENT_RENDERER_MARKDOWN on are for Markdown, those below for plain text; increase
 * the one whose texts are rendered differently. */
enum {
  COMMENT_RENDERER_TEXT = 2,
  COMMENT_RENDERER_MARKDOWN = 501,
  COMMENT_RENDERER_HTML = 1001
};

/* Each derives the remaining fields of a comment from its author and source: HTML (in
 * the arena), the renderer, and the digest that identifies duplicates. ERR_NOMEM,
 * ERR_SYNTAX.
 *
 * Markdown that cannot be rendered in linear time, or that is nested too deeply, is
 * shown as plain text, but stays Markdown. The same holds for HTML; a source without a
 * tag or an entity becomes plain text. */
typedef enum err comment_render(struct arena *a, struct comment *c);
enum err comment_render_text(struct arena *a, struct comment *c) MUST_USE;
enum err comment_render_markdown(struct arena *a, struct comment *c) MUST_USE;
enum err comment_render_html(struct arena *a, struct comment *c) MUST_USE;

/* The same after a change, as it was rendered before: c->renderer says how. */
enum err comment_render_again(struct arena *a, struct comment *c) MUST_USE;

/* Only the digest. ERR_NOMEM. */
enum err comment_render_digest(struct arena *a, struct comment *c) MUST_USE;

/* What readers see of a comment in Markdown, with the addresses of its links, as text
 * for rules that look for words and addresses, in the arena: markup hides nothing in
 * it. *links is the number of its links. For plain text and HTML, the source and 0. */
enum err comment_render_seen(struct arena *a, const struct comment *c, const char **out,
    int64_t *links) MUST_USE;

#endif
