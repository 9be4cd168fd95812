#include "cli/command/argument.h"

#include <stdlib.h>
#include <string.h>

#include "cli/output/complain.h"

bool argument_is_id(const char *text, int64_t *out) {
  size_t n = strspn(text, "0123456789");
  /* 18 digits cannot overflow. */
  long long id = n && !text[n] && n <= 18 ? strtoll(text, NULL, 10) : 0;
  if (id <= 0)
    return false;
  *out = id;
  return true;
}

bool argument_id(const char *text, int64_t *out) {
  if (argument_is_id(text, out))
    return true;
  complain("not an ID: \"%s\" (\"list\" shows the IDs, which are numbers)", text);
  return false;
}

bool argument_is_any(const char *status) {
  /* Both words are accepted, because commands for comments and for posts differ in
   * them. */
  return !status || strcmp(status, "all") == 0 || strcmp(status, "any") == 0;
}

const char *argument_status(const char *status, const char *waiting) {
  return status && strcmp(status, "pending") == 0 ? waiting : status;
}
