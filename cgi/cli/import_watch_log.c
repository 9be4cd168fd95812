#include "cli/import_watch_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/utf8.h"
#include "cli/import_tally.h"
#include "cli/output/print.h"

/* Past this, faults are printed each time. */
enum { IMPORT_WATCH_LOG_MOST = 10000 };

static struct import_watch_fault *import_watch_log_find(struct import_watch_log *l,
    enum import_event event, const char *file, int line, const char *message) {
  for (size_t i = 0; i < l->count; i++) {
    struct import_watch_fault *f = &l->faults[i];
    if (f->event == event && f->line == line && strcmp(f->file, file) == 0 &&
        strcmp(f->message, message) == 0)
      return f;
  }
  return NULL;
}

/* Without memory, the fault is printed once more the next time. */
static void import_watch_log_add(struct import_watch_log *l, enum import_event event,
    const char *file, int line, const char *message) {
  if (l->count == IMPORT_WATCH_LOG_MOST)
    return;
  struct import_watch_fault *faults =
      array_grow(l->faults, l->count, &l->cap, sizeof *faults);
  if (!faults)
    return;
  l->faults = faults;
  struct import_watch_fault f = {.event = event,
      .file = strdup(file),
      .message = strdup(message),
      .line = line,
      .is_seen = true};
  if (f.file && f.message) {
    l->faults[l->count++] = f;
  } else {
    free(f.file);
    free(f.message);
  }
}

static void import_watch_log_print(const struct import_watch_log *l,
    enum import_event event, const char *file, int line, const char *message) {
  bool is_fault =
      event == IMPORT_FAILED || event == IMPORT_WARNING || event == IMPORT_ERROR;
  struct buf where = {0}, why = {0};
  if (l->is_silent || (l->quiet && !is_fault))
    return;
  if (l->json) {
    /* Output that fails ends nothing: main.c reports it at the end. */
    (void)import_tally_put_event(event, file, line, message);
    return;
  }
  utf8_printable(&where, file);
  if (line)
    buf_printf(&where, ":%d", line);
  utf8_printable(&why, message);
  if (is_fault)
    fprintf(stderr, "%s: %s%s\n", buf_text(&where), import_tally_label(event),
        buf_text(&why));
  else
    printf("%s: %s\n", buf_text(&where), import_tally_word(event));
  buf_free(&where);
  buf_free(&why);
}

void import_watch_log_report(void *context, enum import_event event, const char *file,
    int line, const char *message) {
  struct import_watch_log *l = context;
  struct import_watch_fault *known;
  switch (event) {
  case IMPORT_FAILED:
  case IMPORT_WARNING:
  case IMPORT_ERROR:
    known = import_watch_log_find(l, event, file, line, message);
    if (known) {
      known->is_seen = true;
      return;
    }
    import_watch_log_print(l, event, file, line, message);
    import_watch_log_add(l, event, file, line, message);
    return;
  case IMPORT_UNCHANGED:
  case IMPORT_CREATED:
  case IMPORT_UPDATED:
  case IMPORT_MOVED:
  case IMPORT_PRUNED:
    for (size_t i = 0; i < l->count; i++)
      /* Of a file that is unchanged, nothing is said but that it failed. */
      if (strcmp(l->faults[i].file, file) == 0 &&
          (event != IMPORT_UNCHANGED || l->faults[i].event == IMPORT_FAILED))
        l->faults[i].is_right = true;
    if (event != IMPORT_UNCHANGED)
      import_watch_log_print(l, event, file, line, message);
    return;
  case IMPORT_FOUND:
  case IMPORT_NOTE:
  case IMPORT_EVENTS:
    return;
  }
}

static void import_watch_log_fixed(const struct import_watch_log *l, const char *file) {
  struct buf where = {0};
  if (l->json) {
    json_t *object = json_pack("{s:s, s:s}", "event", "fixed", "file", file);
    /* json_pack refuses a name that is not UTF-8. */
    if (!object)
      object = json_pack("{s:s, s:n}", "event", "fixed", "file");
    int code = print_event(object);
    (void)code;
    return;
  }
  utf8_printable(&where, file);
  fprintf(stderr, "%s: has no errors any more\n", buf_text(&where));
  buf_free(&where);
}

/* True if the fault is over. A file that is gone has none. */
static bool import_watch_log_is_over(const struct import_watch_fault *f) {
  struct stat st;
  return !f->is_seen && (f->is_right || lstat(f->file, &st) != 0);
}

/* A file that still has another error is not right yet. */
static bool import_watch_log_has_error(
    const struct import_watch_log *l, const char *file) {
  for (size_t i = 0; i < l->count; i++)
    if (l->faults[i].event != IMPORT_WARNING && strcmp(l->faults[i].file, file) == 0)
      return true;
  return false;
}

void import_watch_log_end(struct import_watch_log *l) {
  for (size_t i = 0; i < l->count;) {
    struct import_watch_fault f = l->faults[i];
    if (!import_watch_log_is_over(&f)) {
      l->faults[i].is_seen = l->faults[i].is_right = false;
      i++;
      continue;
    }
    memmove(&l->faults[i], &l->faults[i + 1], (l->count - i - 1) * sizeof f);
    l->count--;
    if (f.event != IMPORT_WARNING && !import_watch_log_has_error(l, f.file))
      import_watch_log_fixed(l, f.file);
    free(f.file);
    free(f.message);
  }
  fflush(stdout);
}

void import_watch_log_free(struct import_watch_log *l) {
  for (size_t i = 0; i < l->count; i++) {
    free(l->faults[i].file);
    free(l->faults[i].message);
  }
  free(l->faults);
  l->faults = NULL;
  l->count = l->cap = 0;
}
