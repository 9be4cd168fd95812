/* Turns the shortcodes of Zola in a Markdown body into Markdown and HTML. */
#ifndef MARKUP_MARKDOWN_ZOLA_TAGS_H
#define MARKUP_MARKDOWN_ZOLA_TAGS_H

#include "markup/markdown/template_tags.h"

/* Appends `text`, which begins on line `line` of its file, with the shortcodes
 * "{{ name(key="value") }}" and "{% name(key="value") %}text{% end %}" expanded:
 * youtube, vimeo and gist become links, those with the path of a picture become it, and
 * others are removed and reported by tags->unknown, but not the text between the two.
 * Those in comment marks lose the marks. Code stays as it is. ERR_NOMEM; ERR_TOO_LARGE
 * if the result exceeds out->most. Takes linear time. */
enum err zola_tags_expand(struct arena *a, const char *text, int line,
    const struct template_tags *tags, struct buf *out) MUST_USE;

#endif
