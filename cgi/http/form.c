#include "http/form.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "http/request.h"

/* The text is searched by memchr and lengths, because a body may contain NUL bytes:
 * what becomes of them is for request_decode to decide. */
enum err form_read(struct arena *a, const char *text, size_t n, struct form *out) {
  struct form f = {.count = 0};
  const char *end = text + n;
  while (text < end) {
    const char *amp = memchr(text, '&', (size_t)(end - text));
    const char *stop = amp ? amp : end;
    const char *equals = memchr(text, '=', (size_t)(stop - text));
    const char *name_end = equals ? equals : stop;
    /* Nothing between two "&" is no field (WHATWG URL section 5.1), while a field
     * without "=" has the value "". */
    if (stop > text) {
      char *name = NULL, *value = NULL;
      enum err e =
          request_decode(a, text, (size_t)(name_end - text), REQUEST_FORM_NAME, &name);
      if (!e)
        e = request_decode(a, equals ? equals + 1 : stop,
            equals ? (size_t)(stop - equals - 1) : 0, REQUEST_FORM_VALUE, &value);
      if (e)
        return e;
      /* A repeated field is refused: two programs that pick a different one of the two
       * can be played off against each other (ikiwiki, CVE-2017-0356). */
      if (f.count == LIMIT_FIELDS || form_get(&f, name))
        return ERR_SYNTAX;
      f.fields[f.count++] = (struct form_field){name, value};
    }
    text = stop + 1;
  }
  *out = f;
  return OK;
}

/* A linear search is fast enough, also for the check of repeated names in form_read:
 * there are LIMIT_FIELDS fields at most. */
const char *form_get(const struct form *f, const char *name) {
  for (size_t i = 0; i < f->count; i++)
    if (strcmp(f->fields[i].name, name) == 0)
      return f->fields[i].value;
  return NULL;
}

/* strtoll would accept a sign and leading white space. */
enum err form_get_id(const struct form *f, const char *name, int64_t *out) {
  const char *s = form_get(f, name);
  int64_t n = 0;
  for (size_t i = 0; s && s[i]; i++) {
    /* At most 18 digits, so that the number cannot overflow 64 bits. */
    if (!isdigit((unsigned char)s[i]) || i == 18)
      return ERR_SYNTAX;
    n = n * 10 + (s[i] - '0');
  }
  *out = n;
  return OK;
}

/* True for the value "utf-8" of a charset parameter, in any case and with or without
 * quotes. */
static bool form_is_utf8(const char *s, size_t n) {
  while (n && (s[n - 1] == ' ' || s[n - 1] == '\t'))
    n--;
  if (n >= 2 && s[0] == '"' && s[n - 1] == '"') {
    s++;
    n -= 2;
  }
  return n == 5 && strncasecmp(s, "utf-8", n) == 0;
}

enum err form_check_type(const char *type) {
  /* The other two types of HTML forms, multipart/form-data and text/plain, are refused:
   * no form of this site uses them. */
  static const char wanted[] = "application/x-www-form-urlencoded";
  static const char charset[] = "charset=";
  size_t n = strcspn(type, "; \t");
  if (n != strlen(wanted) || strncasecmp(type, wanted, n) != 0)
    return ERR_MEDIA_TYPE;
  const char *s = type + n;
  while (*(s += strspn(s, " \t")) == ';') {
    s++;
    s += strspn(s, " \t");
    n = strcspn(s, ";");
    if (strncasecmp(s, charset, strlen(charset)) == 0 &&
        !form_is_utf8(s + strlen(charset), n - strlen(charset)))
      return ERR_MEDIA_TYPE;
    s += n;
  }
  return *s ? ERR_MEDIA_TYPE : OK;
}
