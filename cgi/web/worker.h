/* A process that answers requests, one after the other. */
#ifndef WEB_WORKER_H
#define WEB_WORKER_H

#include "site/core/site.h"
#include "web/supervisor.h"

/* What workers and keeper are given. */
struct worker_context {
  const char *dir;
  int listen_fd;
};

/* supervisor_work for a worker and for the scheduler. */
int worker_run(void *context, struct supervisor_slot *slot);
int scheduler_run(void *context, struct supervisor_slot *slot);

/* Answers one request of a plain CGI server. Returns the exit code. */
int worker_run_cgi(const char *dir);

#endif
