#include "web/outbox.h"

#include <limits.h>
#include <linux/close_range.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/own_program.h"
#include "web/worker.h"

static char outbox_path[PATH_MAX];

void outbox_find(void) {
  if (!own_program_find("pamphlet-outbox", outbox_path))
    *outbox_path = '\0';
}

/* The signals stay blocked, as child_signals expects, and the process dies with its
 * supervisor: execve keeps both. Of the descriptors, it keeps that of the slot. */
static int outbox_execute(const char *what, void *context, struct child_slot *slot) {
  const struct worker_context *c = context;
  char name[CHILD_SLOT_NAME];
  close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  supervisor_slot_name(slot, name);
  if (*outbox_path)
    execl(outbox_path, "pamphlet-outbox", what, c->dir, name, (char *)NULL);
  snprintf(slot->why, sizeof slot->why,
      "the program pamphlet-outbox, which sends mails and requests to other sites, %s",
      *outbox_path ? "cannot be executed" : "is not installed with pamphlet.fcgi");
  return EX_CONFIG;
}

int outbox_run_sender(void *context, struct child_slot *slot) {
  return outbox_execute("mail", context, slot);
}

int outbox_run_fetcher(void *context, struct child_slot *slot) {
  return outbox_execute("web", context, slot);
}
