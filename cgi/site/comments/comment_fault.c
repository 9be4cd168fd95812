#include "site/comments/comment_fault.h"

#include <stddef.h>

#include "base/limits.h"
#include "view/messages.h"

/* One row per fault: its message, and the limit that the message names as {MOST}. A
 * number for each: messages must not repeat limits, which may change. */
static const struct comment_fault_row {
  enum message message;
  int most;
} comment_fault_rows[COMMENT_FAULTS] = {
    [COMMENT_FAULT_AUTHOR_MISSING] = {MESSAGE_error_author_missing, 0},
    [COMMENT_FAULT_AUTHOR_LONG] = {MESSAGE_error_author_long, LIMIT_NAME},
    [COMMENT_FAULT_AUTHOR_CHARACTERS] = {MESSAGE_error_author_characters, 0},
    [COMMENT_FAULT_EMAIL_MISSING] = {MESSAGE_error_email_missing, 0},
    [COMMENT_FAULT_EMAIL_MALFORMED] = {MESSAGE_error_email_malformed, 0},
    [COMMENT_FAULT_EMAIL_LONG] = {MESSAGE_error_email_long, LIMIT_EMAIL},
    [COMMENT_FAULT_URL_MALFORMED] = {MESSAGE_error_url_malformed, 0},
    [COMMENT_FAULT_URL_LONG] = {MESSAGE_error_url_long, LIMIT_URL},
    [COMMENT_FAULT_TEXT_MISSING] = {MESSAGE_error_comment_missing, 0},
    [COMMENT_FAULT_TEXT_LONG] = {MESSAGE_error_comment_long, LIMIT_COMMENT},
    [COMMENT_FAULT_PARENT_GONE] = {MESSAGE_error_parent_gone, 0},
    [COMMENT_FAULT_DUPLICATE] = {MESSAGE_error_duplicate, 0},
    [COMMENT_FAULT_TOO_QUICK] = {MESSAGE_error_too_quick, 0},
    [COMMENT_FAULT_BUSY] = {MESSAGE_error_busy, 0},
};

const char *comment_fault_text(
    struct arena *a, const char *lang, enum comment_fault fault, int64_t number) {
  if (fault == COMMENT_FAULT_NONE)
    return NULL;
  const struct comment_fault_row *row = &comment_fault_rows[fault];
  const char *most = message_number(a, lang, row->most);
  const char *given = message_number(a, lang, number);
  /* All placeholders are passed to every message; each uses those that it has. */
  const char *text = most && given ? message_format(a, lang, row->message, "MOST", most,
                                         "COUNT", given, "SECONDS", given, NULL)
                                   : NULL;
  /* Out of memory, the reader sees the message with its placeholders, rather than a
   * form without an error. */
  return text ? text : message_get(lang, row->message);
}
