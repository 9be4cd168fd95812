/* Renders a reader's comment, written in Markdown, to HTML that is safe to show. */
#ifndef MARKUP_MARKDOWN_COMMENT_MARKDOWN_H
#define MARKUP_MARKDOWN_COMMENT_MARKDOWN_H

#include "base/buf.h"
#include "base/err.h"

/* Appends the HTML of `text`, UTF-8 with LF line ends: emphasis, links, code, quotes,
 * lists and "~~" as in CommonMark and GitHub's Markdown, and the tags of
 * comment_tags.h. Line ends become <br>. There are no headings, rules, tables,
 * pictures, reference definitions or other tags: these stay text, except that a picture
 * becomes a link to it. Addresses become links (comment_link.h), and all links have
 * rel="nofollow ugc noopener". What readers do not mean as markup is left alone
 * (comment_source.h).
 *
 * ERR_INVALID, and appends nothing, if the text contains what costs more than linear
 * time (markdown_guard.h), or as sanitise_comment_html; ERR_SYNTAX if it is not UTF-8;
 * ERR_NOMEM. */
enum err comment_markdown_to_html(const char *text, struct buf *out) MUST_USE;

#endif
