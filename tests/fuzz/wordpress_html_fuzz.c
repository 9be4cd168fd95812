/* WordPress content: any input becomes HTML that the sanitiser accepts or refuses,
 * without block markers. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "markup/html/sanitise.h"
#include "markup/wordpress/wordpress_html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct wordpress_picture by_id(void *context, const char *id) {
  (void)context;
  return (struct wordpress_picture){id, id};
}

static struct wordpress_picture picture(void *context, size_t i) {
  (void)context;
  return (struct wordpress_picture){i < 2 ? "/a.png" : NULL, NULL};
}

static const char *block(void *context, const char *id) {
  (void)id;
  return context;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct wordpress_unknown unknown = {0};
  struct buf html = {0}, clean = {0};
  size_t more = 0;
  struct arena *a = arena_new(64 << 20);
  char *s = a ? arena_strndup(a, (const char *)data, size) : NULL;
  /* Every reusable block is the text itself. */
  const struct wordpress_media media = {s, by_id, picture, block};
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
