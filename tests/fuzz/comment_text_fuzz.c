/* A reader's text: only the tags we write come out, and the sanitiser finds nothing to
 * take away. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "text/comment_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int is_ours(const char *tag) {
  static const char *const tags[] = {"<p>", "</p>", "<br>", "<a href=\"http", "</a>"};
  for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
    if (strncasecmp(tags[i], tag, strlen(tags[i])) == 0)
      return 1;
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct buf out = {0};
  char *s = calloc(1, size + 1);
  if (!s)
    return 0;
  memcpy(s, data, size);
  if (utf8_check(s, strlen(s), UTF8_MULTI_LINE) == OK &&
      comment_text_to_html(s, &out) == OK)
    for (const char *at = buf_text(&out); (at = strchr(at, '<')) != NULL; at++)
      if (!is_ours(at))
        abort();
  buf_free(&out);
  free(s);
  return 0;
}
