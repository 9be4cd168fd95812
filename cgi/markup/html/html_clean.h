/* HTML as the sanitiser writes it, read from front to end without a parser: each tag is
 * whole, each element closed, each attribute in double quotes, and text has no more
 * entities than &amp; &lt; &gt; &quot; &#39;. For any other HTML use
 * markup/html/html_tree.h; here it does no harm, but what comes of it means nothing. */
#ifndef MARKUP_HTML_HTML_CLEAN_H
#define MARKUP_HTML_HTML_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum html_clean_step {
  HTML_CLEAN_OPEN,  /* a start tag; of elements without content it is the only one */
  HTML_CLEAN_CLOSE, /* an end tag */
  HTML_CLEAN_TEXT,  /* text between two tags, never empty */
  HTML_CLEAN_END
};

/* Where the reading is, and what was found there. Starts as {.at = html}. Nothing is
 * owned: the text has to outlive it. */
struct html_clean {
  const char *at;
  const char *found;      /* a tag's name, or text with its entities */
  size_t size;            /* bytes of it */
  const char *attributes; /* of a start tag: what is behind the name */
  size_t attributes_size;
};

enum html_clean_step html_clean_next(struct html_clean *r);

/* Behind a start tag: passes over all up to the end of its element, whose CLOSE does
 * not come. */
void html_clean_skip(struct html_clean *r);

/* True when the name of the tag is one of `names`, each of which has a space behind it.
 */
bool html_clean_is(const struct html_clean *r, const char *names);

/* True when the start tag has an attribute that begins so, " class=\"foot": no value
 * has a quote in it, so that nothing else can look like it. */
bool html_clean_has(const struct html_clean *r, const char *attribute);

/* Adds the value of the start tag's attribute that begins so, " src=\"", its entities
 * decoded. False, and nothing added, where it has none. */
bool html_clean_value(
    const struct html_clean *r, const char *attribute, struct buf *out);

/* Adds the text with its entities decoded. */
void html_clean_text(const struct html_clean *r, struct buf *out);

#endif
