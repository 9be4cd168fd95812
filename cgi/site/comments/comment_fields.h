/* The rules for the fields of a comment, sent by the form or read from a file. */
#ifndef SITE_COMMENTS_COMMENT_FIELDS_H
#define SITE_COMMENTS_COMMENT_FIELDS_H

#include "base/arena.h"
#include "site/comments/comment_fault.h"

/* Copies a single-line field without surrounding white space into the arena; "" for
 * NULL. Returns NULL when out of memory. */
char *comment_fields_trim(struct arena *a, const char *s);

/* The same for a website. A host without a scheme, as people write it ("example.org",
 * "www.example.org/about"), becomes an https URL; anything else stays as it is. */
char *comment_fields_website(struct arena *a, const char *s);

/* Each returns what is wrong with a field, or COMMENT_FAULT_NONE. An email address is
 * required, a website is not. */
enum comment_fault comment_fields_author(const char *author);
enum comment_fault comment_fields_email(const char *email);
enum comment_fault comment_fields_url(const char *url);
enum comment_fault comment_fields_text(const char *text);

#endif
