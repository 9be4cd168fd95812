#include "ops/reload.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "ops/service.h"
#include "site/core/reload_report.h"

enum { RELOAD_POLL_MS = 20 };

/* The report, which its writer holds a lock on, proves that the service of this site is
 * alive: after a crash, run/pamphlet.pid may name a process of another site. */
static enum err reload_find(const char *dir, pid_t *pid, struct reload_report *before,
    char *why, size_t why_size) {
  *pid = service_pid(dir);
  /* Before the signal: a quick service may have written the next one when kill returns.
   */
  enum err e = reload_report_read(dir, before);
  if (!e && *pid)
    return OK;
  if (e == ERR_NOT_FOUND && service_socket(dir) == SERVICE_ANSWERS)
    snprintf(why, why_size,
        "pamphlet.fcgi of an earlier version is running: restart it (systemctl restart"
        " pamphlet)");
  else if (e == ERR_NOT_FOUND)
    snprintf(why, why_size,
        "pamphlet.fcgi is not running: it reads settings and templates when it starts"
        " (plain CGI does for each request)");
  else if (!e)
    snprintf(why, why_size,
        "pamphlet.fcgi is running, but not here: run this command in its container");
  return e ? e : ERR_NOT_FOUND;
}

static enum err reload_wait(const char *dir, const struct reload_report *before,
    int seconds, char *why, size_t why_size) {
  struct reload_report after;
  /* Counts naps instead of reading the clock, which somebody may set. */
  for (int left = seconds * 1000; left > 0; left -= RELOAD_POLL_MS) {
    enum err e = reload_report_read(dir, &after);
    if (e) {
      snprintf(why, why_size, "pamphlet.fcgi has ended: see its log");
      return e;
    }
    if (after.count != before->count) {
      snprintf(why, why_size, "%s", after.fault);
      return *after.fault ? ERR_CONFIG : OK;
    }
    /* A nap. A signal may cut it short, which does no harm. */
    poll(NULL, 0, RELOAD_POLL_MS);
  }
  snprintf(why, why_size, "pamphlet.fcgi has not reloaded within %d s: see its log",
      seconds);
  return ERR_BUSY;
}

enum err reload_service(const char *dir, int seconds, char *why, size_t why_size) {
  struct reload_report before;
  pid_t pid;
  why[0] = '\0';
  enum err e = reload_find(dir, &pid, &before, why, why_size);
  if (e)
    return e;
  if (kill(pid, SIGHUP) != 0) {
    snprintf(why, why_size, "cannot signal pamphlet.fcgi (process %d): %s", (int)pid,
        strerror(errno));
    /* The process may have ended since it was found. */
    return errno == EPERM ? ERR_OWNER : ERR_NOT_FOUND;
  }
  return reload_wait(dir, &before, seconds, why, why_size);
}
