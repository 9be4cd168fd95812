/* Inside markup/markdown only: what the template tags of Hugo and Jekyll become. */
#ifndef MARKUP_MARKDOWN_TEMPLATE_TAG_OUTPUT_H
#define MARKUP_MARKDOWN_TEMPLATE_TAG_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "markup/markdown/shortcode.h"

/* Appends a <figure> with the picture `src`, in one block of HTML without blank lines,
 * which would end it in Markdown. */
void template_tag_output_figure(struct buf *out, const struct shortcode *c);

/* Appends the `n` bytes of code at `inside`, in the language `lang`: as a fence longer
 * than any run of backticks in the code, or, for a file of HTML, as a <pre> if the
 * language is a plain word. */
void template_tag_output_code(struct buf *out, const struct shortcode *c, bool is_html,
    const char *inside, size_t n);

/* Appends a link to what a tag such as {{< youtube ID >}} embeds. Returns false, and
 * appends nothing, if the tag is none of these or its arguments are not plain words. */
bool template_tag_output_embed(struct buf *out, const struct shortcode *c);

/* True for the address of a picture, as opposed to that of an embedded player. */
bool template_tag_output_is_picture(const char *src);

/* Appends the same, or else a figure if "src", "path", "url" or "image" is the path of
 * a picture. Returns false, and appends nothing, if the tag is neither. */
bool template_tag_output_known(struct buf *out, const struct shortcode *c);

#endif
