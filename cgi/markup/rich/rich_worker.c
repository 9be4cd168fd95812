/* Starting Python takes 80 ms and Node 100 ms, an answer one or two: so the process
 * stays for the next question. */
#include "markup/rich/rich_worker.h"

#include <string.h>

#include "base/embedded.h"

/* The deadline also covers the start, on a machine that has much else to do. */
enum {
  DEADLINE = 10000, /* milliseconds */
  SECONDS = 600,    /* of processor time for all questions */
  MEMORY = 768 << 20,
  MOST_FAILURES = 5
};

extern const struct embedded_file rich_files[];

static const char *rich_worker_script(const char *name) {
  for (const struct embedded_file *f = rich_files; f->name; f++)
    if (strcmp(f->name, name) == 0)
      return (const char *)f->data;
  return "";
}

static enum err rich_worker_start(struct rich_worker *w) {
  const char *script = rich_worker_script(w->script);
  /* -I: neither the environment nor the current folder adds modules. */
  const char *const python[] = {"python3", "-I", "-B", "-c", script, NULL};
  const char *const node[] = {"node", "--max-old-space-size=256", "-e", script, NULL};
  struct tool_order order = {.words = w->language == RICH_WORKER_PYTHON ? python : node,
      .memory = MEMORY,
      .seconds = SECONDS};
  return tool_start(&w->tool, &order);
}

static enum err rich_worker_try(
    struct rich_worker *w, const char *in, size_t n, struct buf *answer) {
  enum err e = w->tool.pid ? OK : rich_worker_start(w);
  return e ? e : tool_ask(&w->tool, in, n, DEADLINE, answer);
}

/* One that has never answered ends at once because its library is missing. */
static enum err rich_worker_fail(struct rich_worker *w, enum err e) {
  if (e != ERR_TIMEOUT && e != ERR_IO && e != ERR_NOT_FOUND)
    return e;
  w->failures++;
  if (e == ERR_NOT_FOUND || (e == ERR_IO && !w->has_answered)) {
    w->is_dead = true;
    return ERR_NOT_FOUND;
  }
  w->is_dead = w->failures >= MOST_FAILURES;
  return e;
}

enum err rich_worker_ask(struct rich_worker *w, const char *head, const char *text,
    size_t n, struct buf *answer) {
  struct buf in = {0};
  if (w->is_dead)
    return ERR_BUSY;
  buf_printf(&in, "%s %zu\n", head, n);
  buf_add(&in, text, n);
  enum err e = buf_status(&in);
  if (!e)
    e = rich_worker_try(w, in.data, in.len, answer);
  buf_free(&in);
  if (e)
    return rich_worker_fail(w, e);
  w->has_answered = true;
  return OK;
}

void rich_worker_stop(struct rich_worker *w) {
  tool_stop(&w->tool);
}
