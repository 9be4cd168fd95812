#include "site/comments/comment_fields.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "markup/names/email.h"
#include "markup/names/url.h"

char *comment_fields_trim(struct arena *a, const char *s) {
  if (!s)
    return arena_strdup(a, "");
  s += strspn(s, " \t\n");
  size_t n = strlen(s);
  while (n && strchr(" \t\n", s[n - 1]))
    n--;
  return arena_strndup(a, s, n);
}

enum message comment_fields_author(const char *author) {
  if (utf8_is_blank(author))
    return MESSAGE_error_author_missing;
  if (utf8_length(author) > LIMIT_NAME)
    return MESSAGE_error_author_long;
  if (utf8_check(author, strlen(author), UTF8_ONE_LINE) ||
      utf8_has_bidi_control(author) || utf8_longest_mark_run(author) > LIMIT_MARKS)
    return MESSAGE_error_author_characters;
  return MESSAGE_COUNT;
}

enum message comment_fields_email(const char *email) {
  if (utf8_is_blank(email))
    return MESSAGE_error_email_missing;
  enum err e = email_check(email);
  if (e == ERR_TOO_LARGE)
    return MESSAGE_error_email_long;
  return e ? MESSAGE_error_email_malformed : MESSAGE_COUNT;
}

enum message comment_fields_url(const char *url) {
  if (!*url)
    return MESSAGE_COUNT;
  enum err e = url_check(url);
  if (e == ERR_TOO_LARGE)
    return MESSAGE_error_url_long;
  return e ? MESSAGE_error_url_malformed : MESSAGE_COUNT;
}

enum message comment_fields_text(const char *text) {
  if (utf8_is_blank(text))
    return MESSAGE_error_comment_missing;
  return utf8_length(text) > LIMIT_COMMENT ? MESSAGE_error_comment_long : MESSAGE_COUNT;
}

int comment_fields_most(enum message id) {
  switch (id) {
  case MESSAGE_error_author_long:
    return LIMIT_NAME;
  case MESSAGE_error_email_long:
    return LIMIT_EMAIL;
  case MESSAGE_error_url_long:
    return LIMIT_URL;
  default:
    return LIMIT_COMMENT;
  }
}
