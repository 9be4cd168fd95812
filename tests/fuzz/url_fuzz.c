/* URLs: an accepted one is http or https, url_classify agrees, and encoding does not
 * change it. Encoding twice is the same as encoding once. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "markup/names/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *s) {
  struct buf once = {0}, twice = {0};
  enum url_kind kind = url_classify(s);
  url_put(&once, s);
  url_put(&twice, buf_text(&once));
  if (strcmp(buf_text(&once), buf_text(&twice)) != 0)
    abort();
  if (strpbrk(buf_text(&once), " \t\r\n\"<>\\^`{|}"))
    abort();
  if (kind != URL_UNSAFE && url_classify(buf_text(&once)) != kind)
    abort();
  if (url_check(s) == OK) {
    if (strncasecmp(s, "http", 4) != 0 || kind != URL_EXTERNAL)
      abort();
    if (strcmp(buf_text(&once), s) != 0)
      abort();
  }
  if (strncasecmp(s, "javascript:", 11) == 0 && kind != URL_UNSAFE)
    abort();
  buf_free(&once);
  buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *s = calloc(1, size + 1);
  if (!s)
    return 0;
  memcpy(s, data, size);
  check(s);
  free(s);
  return 0;
}
