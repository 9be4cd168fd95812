/* A worker: a process that answers requests one at a time. */
#ifndef WEB_WORKER_H
#define WEB_WORKER_H

#include "site/core/site.h"
#include "web/form_queue.h"
#include "web/metrics_listen.h"
#include "web/supervisor.h"

/* What workers and the scheduler are started with. */
struct worker_context {
  const char *dir;
  int listen_fd;
  struct form_queue *forms;       /* NULL: none */
  struct metrics_listen *metrics; /* likewise; of the scheduler */
};

/* The supervisor_work of a worker. */
int worker_run(void *context, struct child_slot *slot);

/* Answers one request of a plain CGI server. Returns the exit code. */
int worker_run_cgi(const char *dir);

#endif
