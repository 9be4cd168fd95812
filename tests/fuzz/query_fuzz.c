/* A request target as the web server passes it: its query and its path are decoded as
 * for a page. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "http/form.h"
#include "http/request.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(int ok) {
  if (!ok)
    abort();
}

/* Returns the number, or -1 if these are not digits. */
static int64_t number(const char *s) {
  int64_t n = 0;
  if (strlen(s) > 18 || strspn(s, "0123456789") != strlen(s))
    return -1;
  for (; *s; s++)
    n = n * 10 + (*s - '0');
  return n;
}

static void check_query(struct arena *a, const char *query) {
  static const char *const names[] = {"p", "replytocom"};
  struct form f;
  if (form_read(a, query, strlen(query), &f))
    return;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *value = form_get(&f, names[i]);
    int64_t want = value ? number(value) : 0, id = -7;
    enum err e = form_get_id(&f, names[i], &id);
    demand(want < 0 ? e == ERR_SYNTAX && id == -7 : e == OK && id == want);
  }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
  struct request r;
  struct channel c;
  struct channel_memory m = {.input = ""};
  char *params[] = {malloc(size + 20), NULL};
  struct arena *a = arena_new(LIMIT_REQUEST_MEMORY);
  demand(params[0] && a);
  memcpy(params[0], "REQUEST_URI=", 12);
  if (size)
    memcpy(params[0] + 12, data, size);
  params[0][12 + size] = '\0';
  channel_memory(&c, params, &m);
  if (request_read(&r, a, &c) == OK) {
    char *decoded = NULL;
    size_t n = strlen(r.raw_path);
    demand(request_decode(a, r.raw_path, n, REQUEST_PATH, &decoded) == OK);
    demand(strcmp(decoded, r.path) == 0);
    check_query(a, r.query);
  }
  arena_free(a);
  free(params[0]);
  return 0;
}
