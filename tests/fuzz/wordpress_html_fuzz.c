/* WordPress's content: whatever it is, it becomes HTML that the sanitiser takes or
 * refuses, and no mark of a block is left. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/sanitise.h"
#include "text/wordpress_html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *by_id(void *context, const char *id) {
  (void)context;
  return id;
}

static const char *picture(void *context, size_t i) {
  (void)context;
  return i < 2 ? "/a.png" : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const struct wordpress_media media = {NULL, by_id, picture};
  struct wordpress_unknown unknown = {0};
  struct buf html = {0}, clean = {0};
  size_t more = 0;
  struct arena *a = arena_new(64 << 20);
  char *s = a ? arena_strndup(a, (const char *)data, size) : NULL;
  if (s && wordpress_to_html(a, s, &media, &unknown, &html, &more) == OK) {
    if (more > html.len)
      abort();
    enum err e = sanitise_html(buf_text(&html), html.len, NULL, &clean);
    if (!e && strstr(buf_text(&clean), "<!--"))
      abort();
  }
  buf_free(&html);
  buf_free(&clean);
  arena_free(a);
  return 0;
}
