#include "site/core/reload_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "site/core/kept_file.h"

static const char reload_report_file[] = "reload";

/* The text is "COUNT FAULT". The count tells a new report from an old one, even if both
 * say the same. */
void reload_report_write(
    struct reload_reporter *r, const char *dir, const char *fault) {
  char text[440], why[400];
  int fd = -1;
  snprintf(text, sizeof text, "%u %.399s\n", r->count++, fault ? fault : "");
  if (kept_file_write(dir, reload_report_file, text, &fd, why, sizeof why)) {
    log_event(LOG_LEVEL_WARN, "reload.report", "why", why, NULL);
    return;
  }
  /* The file before has lost its name, and its lock means nothing any more. */
  if (r->fd >= 0)
    close(r->fd);
  r->fd = fd;
}

void reload_report_close(struct reload_reporter *r, const char *dir) {
  kept_file_remove(dir, reload_report_file, r->fd);
  r->fd = -1;
}

enum err reload_report_read(const char *dir, struct reload_report *out) {
  struct buf text = {0};
  enum err e = kept_file_read(dir, reload_report_file, &text);
  if (!e) {
    char *rest = NULL;
    out->count = (unsigned)strtoul(buf_text(&text), &rest, 10);
    rest += *rest == ' ';
    snprintf(out->fault, sizeof out->fault, "%.*s", (int)strcspn(rest, "\n"), rest);
  }
  buf_free(&text);
  return e;
}
