/* application/x-www-form-urlencoded (WHATWG URL section 5.1): queries and forms. */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/limits.h"

struct form_field {
  const char *name, *value;
};

struct form {
  struct form_field fields[LIMIT_FIELDS];
  size_t count;
};

/* Parses `n` bytes. Values become UTF-8 with LF line ends and without control
 * characters (utf8_drop_controls). Returns ERR_SYNTAX for more than LIMIT_FIELDS
 * fields, a repeated name, a malformed %XX, text that is not UTF-8, or a name that
 * contains control characters. */
enum err form_read(
    struct arena *a, const char *text, size_t n, struct form *out) MUST_USE;

/* Returns the value of a field, or NULL. */
const char *form_get(const struct form *f, const char *name);

/* Reads a value as a positive number; 0 if it is missing or "0". Returns ERR_SYNTAX if
 * it is not a number. */
enum err form_get_id(const struct form *f, const char *name, int64_t *out) MUST_USE;

/* Returns OK for the content type of a form in UTF-8, else ERR_MEDIA_TYPE. */
enum err form_check_type(const char *content_type) MUST_USE;

#endif
