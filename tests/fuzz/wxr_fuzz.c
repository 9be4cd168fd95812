/* WordPress exports: for any input, no member of an item is NULL, and an error has a
 * message. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "markup/wordpress/wxr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err on_item(void *context, const struct wxr_item *item, struct arena *a) {
  size_t n = strlen(item->title) + strlen(item->guid) + strlen(item->content);
  for (const struct wxr_comment *c = item->comments; c; c = c->next)
    n += strlen(c->id) + strlen(c->content) + strlen(c->type);
  for (const struct wxr_term *t = item->terms; t; t = t->next)
    n += strlen(t->domain) + strlen(t->nicename) + strlen(t->name);
  for (const struct wxr_meta *m = item->meta; m; m = m->next)
    n += strlen(m->key) + strlen(m->value);
  *(size_t *)context += n;
  arena_free(a);
  return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  size_t seen = 0;
  const struct wxr_visitor visitor = {.context = &seen, .item = on_item};
  struct parse_problem problem = {0};
  int fd = memfd_create("wxr", MFD_CLOEXEC);
  if (fd >= 0 && write(fd, data, size) == (ssize_t)size &&
      lseek(fd, 0, SEEK_SET) == 0) {
    enum err e = wxr_read(fd, &visitor, &problem);
    if ((e == ERR_SYNTAX || e == ERR_INVALID) && !problem.message[0])
      abort();
  }
  close(fd);
  return 0;
}
