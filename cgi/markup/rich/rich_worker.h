/* Inside markup/rich only: a script that answers many questions, in a process of its
 * own. */
#ifndef MARKUP_RICH_RICH_WORKER_H
#define MARKUP_RICH_RICH_WORKER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/tool.h"

enum rich_worker_language { RICH_WORKER_PYTHON, RICH_WORKER_NODE };

/* Starts with the first question. Zero except for the first two members. */
struct rich_worker {
  enum rich_worker_language language;
  const char *script; /* name of an embedded file, such as "highlight.py" */
  struct tool tool;
  bool has_answered;
  int failures; /* how often it was late or has crashed */
  bool is_dead; /* it is not asked any more */
};

/* Asks with the line "HEAD N" and the `n` bytes at `text`, and appends the answer.
 * Returns ERR_NOT_FOUND if the program or its library is not installed; ERR_TIMEOUT if
 * it is late, and ERR_IO if it crashes; after a few of these it is not asked any more,
 * and the answer is ERR_BUSY. ERR_TOO_LARGE as tool_ask; ERR_NOMEM. */
enum err rich_worker_ask(struct rich_worker *w, const char *head, const char *text,
    size_t n, struct buf *answer) MUST_USE;

/* Ends the process. Does nothing if it does not run. */
void rich_worker_stop(struct rich_worker *w);

#endif
