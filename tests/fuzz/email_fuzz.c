/* E-mail addresses: what is taken has one @, a dot in its domain and no space. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/email.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *s = calloc(1, size + 1);
  if (!s)
    return 0;
  memcpy(s, data, size);
  if (email_check(s) == OK) {
    const char *at = strchr(s, '@');
    if (!at || at == s || strchr(at + 1, '@') || !at[1] || strpbrk(s, " \t\r\n\"<>,;:"))
      abort();
    if (strlen(s) > 254 || at - s > 64)
      abort();
  }
  free(s);
  return 0;
}
