/* The words after the language of a fenced code block, in the forms of Hugo, Jekyll,
 * Pandoc, and the engines that grew around JavaScript. */
#ifndef MARKUP_MARKDOWN_FENCE_ATTRIBUTES_H
#define MARKUP_MARKDOWN_FENCE_ATTRIBUTES_H

#include <cmark-gfm.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Replaces each fenced block of the tree whose first line says more than its language:
 *
 *   c {1,3-4 linenos}                                      lines to mark, and numbers
 *   go {linenos=table,hl_lines=[2,"5-7"],linenostart=10}   Hugo
 *   {.python .numberLines startFrom="10"}                  Pandoc
 *   js{1,3} showLineNumbers                                Gatsby and others
 *   dot {alt="What it shows"}                              of a diagram
 *
 * Numbers of lines to mark count from 1 within the block. Other words are ignored.
 * ERR_NOMEM. */
enum err fence_attributes_apply(cmark_node *root) MUST_USE;

/* Appends <pre><code> with the `n` bytes at `code`, as such a block with the words
 * `info` becomes. */
void fence_attributes_put(
    struct buf *out, const char *info, const char *code, size_t n);

#endif
