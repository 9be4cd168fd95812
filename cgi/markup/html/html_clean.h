/* Reads HTML written by the sanitiser from front to end without a parser. In it each
 * tag is complete, each element closed, each attribute in double quotes, and text has
 * no entities other than &amp; &lt; &gt; &quot; &#39;. For any other HTML use
 * markup/html/html_tree.h: here it does no harm, but the result is meaningless. */
#ifndef MARKUP_HTML_HTML_CLEAN_H
#define MARKUP_HTML_HTML_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum html_clean_step {
  HTML_CLEAN_OPEN,  /* a start tag; void elements have no end tag */
  HTML_CLEAN_CLOSE, /* an end tag */
  HTML_CLEAN_TEXT,  /* text between two tags, never empty */
  HTML_CLEAN_END
};

/* The reading position and what was found there. Initialise it with {.at = html}.
 * Nothing is owned: the text must outlive it. */
struct html_clean {
  const char *at;
  const char *found;      /* a tag's name, or text with its entities */
  size_t size;            /* in bytes */
  const char *attributes; /* of a start tag: the text after the name */
  size_t attributes_size;
};

enum html_clean_step html_clean_next(struct html_clean *r);

/* After a start tag: skips everything up to the end of its element, including its
 * CLOSE. */
void html_clean_skip(struct html_clean *r);

/* True if the name of the tag is one of `names`, each followed by a space. */
bool html_clean_is(const struct html_clean *r, const char *names);

/* True if the start tag has an attribute that begins with the given text, such as "
 * class=\"foot". Values contain no quotes, so nothing else can match. */
bool html_clean_has(const struct html_clean *r, const char *attribute);

/* Appends the decoded value of the attribute that begins with the given text, such as "
 * src=\"". Returns false, and appends nothing, if there is none. */
bool html_clean_value(
    const struct html_clean *r, const char *attribute, struct buf *out);

/* Appends the text with its entities decoded. */
void html_clean_text(const struct html_clean *r, struct buf *out);

#endif
