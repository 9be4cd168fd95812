/* Web addresses: what is taken is http or https, and url_classify agrees. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *s = calloc(1, size + 1);
  if (!s)
    return 0;
  memcpy(s, data, size);
  enum url_kind kind = url_classify(s);
  if (url_check(s) == OK) {
    if (strncasecmp(s, "http", 4) != 0 || kind != URL_EXTERNAL)
      abort();
    if (strpbrk(s, " \t\r\n\"<>\\"))
      abort();
  }
  if (strncasecmp(s, "javascript:", 11) == 0 && kind != URL_UNSAFE)
    abort();
  free(s);
  return 0;
}
