#include "cli/import_tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/output/print.h"

static const char *const words[IMPORT_EVENTS] = {[IMPORT_CREATED] = "created",
    [IMPORT_UPDATED] = "updated",
    [IMPORT_MOVED] = "moved",
    [IMPORT_UNCHANGED] = "unchanged",
    [IMPORT_FAILED] = "failed",
    [IMPORT_WARNING] = "warning",
    [IMPORT_PRUNED] = "made a draft",
    [IMPORT_FOUND] = "found"};

static bool is_fault(enum import_event event) {
  return event == IMPORT_FAILED || event == IMPORT_WARNING;
}

static void remember(struct import_tally *t, enum import_event event, const char *where,
    const char *why) {
  for (size_t i = 0; i < t->reason_count; i++)
    if (t->reasons[i].event == event && strcmp(t->reasons[i].message, why) == 0) {
      t->reasons[i].count++;
      return;
    }
  char *message = NULL, *first = NULL;
  if (t->reason_count < TALLY_REASONS) {
    message = strdup(why);
    first = strdup(where);
  }
  if (message && first) {
    t->reasons[t->reason_count++] = (struct import_reason){event, message, first, 1};
    return;
  }
  t->other++;
  free(message);
  free(first);
}

static void put_event(
    enum import_event event, const char *file, int line, const char *message) {
  bool counts_files = event == IMPORT_FOUND && !*file;
  json_t *object = counts_files
                       ? json_pack("{s:s, s:i}", "event", words[event], "files", line)
                       : json_pack("{s:s, s:s}", "event", words[event], "file", file);
  /* A name that is no UTF-8 cannot be in JSON. */
  if (!object)
    object = json_pack("{s:s, s:n}", "event", words[event], "file");
  if (line && !counts_files)
    json_object_set_new(
        object, event == IMPORT_FOUND ? "items" : "line", json_integer(line));
  if (*message)
    json_object_set_new(object, "message", json_string(message));
  print_event(object);
}

static void put_words(const struct import_tally *t, enum import_event event,
    const char *where, const char *why) {
  if (is_fault(event))
    fprintf(
        stderr, "%s: %s%s\n", where, event == IMPORT_WARNING ? "warning: " : "", why);
  else if (!t->quiet && event != IMPORT_UNCHANGED)
    printf("%s%s%s: %s\n", where, *why ? ": " : "", why, words[event]);
}

/* The items of an export file take the place of the one file it was counted as. */
static void expect(struct import_tally *t, const char *file, int count) {
  if (*file)
    t->progress.what = "posts";
  progress_expect(&t->progress, *file ? t->progress.total + count - 1 : count);
}

void import_tally_report(void *context, enum import_event event, const char *file,
    int line, const char *message) {
  struct import_tally *t = context;
  struct buf where = {0}, why = {0};
  t->counts[event]++;
  if (event == IMPORT_FOUND)
    expect(t, file, line);
  else if (event != IMPORT_WARNING)
    progress_step(&t->progress);
  utf8_printable(&where, file);
  if (line)
    buf_printf(&where, ":%d", line);
  utf8_printable(&why, message);
  if (is_fault(event))
    remember(t, event, buf_text(&where), buf_text(&why));
  if (t->json && (!t->quiet || is_fault(event))) {
    put_event(event, file, line, message);
  } else if (!t->json && event != IMPORT_FOUND) {
    if (is_fault(event) || event != IMPORT_UNCHANGED)
      progress_clear(&t->progress);
    put_words(t, event, buf_text(&where), buf_text(&why));
  }
  buf_free(&where);
  buf_free(&why);
}

static void put_reasons(
    const struct import_tally *t, enum import_event event, const char *title) {
  if (!t->counts[event])
    return;
  printf("%s\n", title);
  for (size_t i = 0; i < t->reason_count; i++)
    if (t->reasons[i].event == event)
      printf("  %zu x %s (%s%s)\n", t->reasons[i].count, t->reasons[i].message,
          t->reasons[i].count > 1 ? "first: " : "", t->reasons[i].first);
}

static void put_counts(const struct import_tally *t) {
  const size_t *n = t->counts;
  put_reasons(t, IMPORT_FAILED, "Skipped:");
  put_reasons(t, IMPORT_WARNING, "Not taken over:");
  if (t->other)
    printf("  and %zu more, named above\n", t->other);
  printf("%s%zu created, %zu updated, ", t->dry ? "would be: " : "", n[IMPORT_CREATED],
      n[IMPORT_UPDATED]);
  if (n[IMPORT_MOVED])
    printf("%zu moved, ", n[IMPORT_MOVED]);
  if (n[IMPORT_PRUNED])
    printf("%zu made drafts, ", n[IMPORT_PRUNED]);
  printf("%zu unchanged, %zu failed\n", n[IMPORT_UNCHANGED], n[IMPORT_FAILED]);
}

static void put_end_event(const struct import_tally *t) {
  json_t *object = json_pack("{s:s, s:b}", "event", "done", "dry_run", (int)t->dry);
  for (int i = 0; i < IMPORT_FOUND; i++)
    json_object_set_new(object,
        i == IMPORT_WARNING  ? "warnings"
        : i == IMPORT_PRUNED ? "pruned"
                             : words[i],
        json_integer((json_int_t)t->counts[i]));
  print_event(object);
}

void import_tally_end(struct import_tally *t) {
  progress_end(&t->progress);
  if (t->json && !t->quiet)
    put_end_event(t);
  else if (!t->quiet)
    put_counts(t);
  for (size_t i = 0; i < t->reason_count; i++) {
    free(t->reasons[i].message);
    free(t->reasons[i].first);
  }
  t->reason_count = 0;
}
