/* Turns a body in MDX, which is Markdown with JavaScript (https://mdxjs.com), into
 * Markdown and HTML. */
#ifndef MARKUP_MARKDOWN_MDX_TAGS_H
#define MARKUP_MARKDOWN_MDX_TAGS_H

#include "markup/markdown/template_tags.h"

/* Appends `text`, which begins on line `line` of its file, without what only a program
 * could compute: "import" and "export" at the beginning of a paragraph are removed, and
 * so are comments in braces, attributes with braces, other expressions and the tags of
 * components; the last two are reported by tags->unknown. The text between the tags
 * stays. Components for videos become links, and those with the path of a picture
 * become it. Code stays as it is. ERR_NOMEM; ERR_TOO_LARGE if the result exceeds
 * out->most. Takes linear time. */
enum err mdx_tags_expand(struct arena *a, const char *text, int line,
    const struct template_tags *tags, struct buf *out) MUST_USE;

#endif
