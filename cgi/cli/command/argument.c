#include "cli/command/argument.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/output/complain.h"

bool argument_id(const char *text, int64_t *out) {
  char *end;
  /* strtoll would skip white space and take a sign, hence the test of the first
   * character; 18 digits cannot overflow. */
  long long n = strtoll(text, &end, 10);
  if (!isdigit((unsigned char)*text) || *end || n <= 0 || strlen(text) > 18) {
    complain("not an ID: \"%s\" (\"list\" shows the IDs, which are numbers)", text);
    return false;
  }
  *out = n;
  return true;
}

bool argument_is_any(const char *status) {
  /* Both words are accepted, because commands for comments and for posts differ in
   * them. */
  return !status || strcmp(status, "all") == 0 || strcmp(status, "any") == 0;
}

const char *argument_status(const char *status, const char *waiting) {
  return status && strcmp(status, "pending") == 0 ? waiting : status;
}
