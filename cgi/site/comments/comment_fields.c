#include "site/comments/comment_fields.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "markup/names/email.h"
#include "markup/names/url.h"

/* Only ASCII white space, and no "\r": the request has unified line ends. */
char *comment_fields_trim(struct arena *a, const char *s) {
  if (!s)
    /* A field that the request lacks counts as one that was left empty. */
    return arena_strdup(a, "");
  s += strspn(s, " \t\n");
  size_t n = strlen(s);
  while (n && strchr(" \t\n", s[n - 1]))
    n--;
  return arena_strndup(a, s, n);
}

/* Only what then is a valid URL: the text of "javascript:..." or of an email address
 * comes back unchanged, with its error. */
char *comment_fields_website(struct arena *a, const char *s) {
  char *given = comment_fields_trim(a, s);
  char *url = given ? arena_join(a, "https://", given, NULL) : NULL;
  if (!given || !url)
    return NULL;
  return !url_is_website(given, strlen(given)) && url_is_website(url, strlen(url))
             ? url
             : given;
}

/* A name appears next to other people's text: bidi controls could reorder that text,
 * and marks piled on one letter could cover the lines above. */
enum comment_fault comment_fields_author(const char *author) {
  if (utf8_is_blank(author))
    return COMMENT_FAULT_AUTHOR_MISSING;
  if (utf8_length(author) > LIMIT_NAME)
    return COMMENT_FAULT_AUTHOR_LONG;
  if (utf8_check(author, strlen(author), UTF8_ONE_LINE) ||
      utf8_has_bidi_control(author) || utf8_longest_mark_run(author) > LIMIT_MARKS)
    return COMMENT_FAULT_AUTHOR_CHARACTERS;
  return COMMENT_FAULT_NONE;
}

/* Blank first: "missing" and "malformed" are different sentences to the reader. */
enum comment_fault comment_fields_email(const char *email) {
  if (utf8_is_blank(email))
    return COMMENT_FAULT_EMAIL_MISSING;
  enum err e = email_check(email);
  if (e == ERR_TOO_LARGE)
    return COMMENT_FAULT_EMAIL_LONG;
  return e ? COMMENT_FAULT_EMAIL_MALFORMED : COMMENT_FAULT_NONE;
}

enum comment_fault comment_fields_url(const char *url) {
  /* The website is optional, unlike name and email address. */
  if (!*url)
    return COMMENT_FAULT_NONE;
  enum err e = url_check(url);
  if (e == ERR_TOO_LARGE)
    return COMMENT_FAULT_URL_LONG;
  return e ? COMMENT_FAULT_URL_MALFORMED : COMMENT_FAULT_NONE;
}

enum comment_fault comment_fields_text(const char *text) {
  if (utf8_is_blank(text))
    return COMMENT_FAULT_TEXT_MISSING;
  return utf8_length(text) > LIMIT_COMMENT ? COMMENT_FAULT_TEXT_LONG
                                           : COMMENT_FAULT_NONE;
}
