#include "http/encoding.h"

#include <string.h>

static const char spaces[] = " \t";

/* True for a weight of 0, such as ";q=0.000": that means "not acceptable" (RFC 9110
 * section 12.4.2), so a mere search for the name would send gzip to a client that
 * refuses it. */
static bool encoding_has_no_weight(const char *parameters, size_t n) {
  const char *s = parameters, *end = parameters + n;
  /* q is the only parameter that a coding can have here (RFC 9110 section 12.4.2), so
   * the first one is the weight. */
  while (s < end && strchr(" \t;", *s))
    s++;
  if (end - s < 3 || strncasecmp(s, "q=", 2) != 0)
    return false;
  for (s += 2; s < end; s++)
    if (!strchr("0. \t", *s))
      return false;
  return true;
}

/* A request without the field gets a plain response: section 12.5.3 would allow any
 * coding then, but plain is what every client can read. */
bool encoding_accepts(const char *field, const char *coding) {
  bool any = false;
  size_t length = strlen(coding);
  while (*field) {
    field += strspn(field, " \t,");
    size_t n = strcspn(field, ",");
    size_t name = strcspn(field, ";, \t");
    const char *rest = field + name;
    bool good = !encoding_has_no_weight(rest, n - name);
    /* The name decides even if a "*" came earlier: "*" stands only for codings that the
     * field does not list. */
    if (name == length && strncasecmp(field, coding, length) == 0)
      return good;
    if (name == 1 && *field == '*')
      any = good;
    field += n + strspn(field + n, spaces);
  }
  return any;
}
