/* A request: variables, one per line, then an empty line and the body. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "http/etag.h"
#include "http/form.h"
#include "http/origin.h"
#include "http/request.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

enum { MOST_PARAMS = 64 };

static void demand(int ok) {
  if (!ok)
    abort();
}

/* Splits the text in place. Returns the start of the body. */
static char *split(char *text, char **params) {
  size_t count = 0;
  for (char *line = text;; line = strchr(line, '\0') + 1) {
    char *end = strchr(line, '\n');
    if (end)
      *end = '\0';
    if (*line && count < MOST_PARAMS)
      params[count++] = line;
    if (!end || !*line) {
      params[count] = NULL;
      return end ? end + 1 : strchr(line, '\0');
    }
  }
}

static void check_path(const struct request *r) {
  demand(r->path[0] == '/' && r->raw_path[0] == '/');
  demand(strlen(r->raw_path) <= LIMIT_PATH && strlen(r->query) <= LIMIT_QUERY);
  demand(strlen(r->path) <= strlen(r->raw_path));
  demand(utf8_check(r->path, strlen(r->path), UTF8_ONE_LINE) == OK);
  demand(!strchr(r->path, '\\') && !strstr(r->path, "/../") && !strstr(r->path, "/./"));
  /* An encoded slash must not become a path separator. */
  size_t raw = 0, decoded = 0;
  for (const char *s = r->raw_path; *s; s++)
    raw += *s == '/';
  for (const char *s = r->path; *s; s++)
    decoded += *s == '/';
  demand(raw == decoded);
}

static void check_body(struct request *r, const struct channel_memory *m) {
  size_t left = m->left;
  enum err e = request_read_body(r, LIMIT_BODY);
  if (e == OK)
    demand(r->body_size == left && (int64_t)left == r->content_length);
  else
    demand((e == ERR_SYNTAX || e == ERR_TOO_LARGE) && r->body_size == 0);
  if (e == ERR_TOO_LARGE)
    demand(m->left == left);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
  static const char *const allowed[] = {"https://blog.example", NULL};
  char *params[MOST_PARAMS + 1], *text = malloc(size + 1);
  struct arena *a = arena_new(LIMIT_REQUEST_MEMORY);
  struct channel c;
  struct request r;
  demand(text && a);
  if (size)
    memcpy(text, data, size);
  text[size] = '\0';
  char *body = split(text, params);
  struct channel_memory m = {.input = body, .left = (size_t)(text + size - body)};
  channel_memory(&c, params, &m);
  enum err e = request_read(&r, a, &c);
  demand(e == OK || e == ERR_SYNTAX || e == ERR_TOO_LARGE || e == ERR_URI_TOO_LONG);
  check_path(&r);
  demand(r.content_length >= -1);
  e = origin_check(&r, allowed);
  demand(e == OK || e == ERR_CROSS_SITE);
  e = form_check_type(r.content_type);
  demand(e == OK || e == ERR_MEDIA_TYPE);
  /* Only a field that has the tag, or a star, can name it. */
  if (etag_matches(r.if_none_match, "\"1-2\""))
    demand(strstr(r.if_none_match, "\"1-2\"") || strchr(r.if_none_match, '*'));
  check_body(&r, &m);
  arena_free(a);
  free(text);
  return 0;
}
