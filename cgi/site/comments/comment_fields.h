/* What the fields of a comment may hold, sent by a form or read from a file. */
#ifndef SITE_COMMENTS_COMMENT_FIELDS_H
#define SITE_COMMENTS_COMMENT_FIELDS_H

#include "base/arena.h"
#include "view/messages.h"

/* A copy of a field of one line without white space around it; "" for NULL. NULL when
 * memory is out. */
char *comment_fields_trim(struct arena *a, const char *s);

/* What is wrong with a field, as the word to say to its author; MESSAGE_COUNT if
 * nothing is. A missing e-mail address is a fault, a missing URL is none. The word for
 * a long text wants COUNT, its length in characters. */
enum message comment_fields_author(const char *author);
enum message comment_fields_email(const char *email);
enum message comment_fields_url(const char *url);
enum message comment_fields_text(const char *text);

/* The limit that a word of a field that is too long tells of. */
int comment_fields_most(enum message fault);

#endif
