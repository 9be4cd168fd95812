#include "cli/import_tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/output/print.h"

static const char *const import_tally_words[IMPORT_EVENTS] = {
    [IMPORT_CREATED] = "created",
    [IMPORT_UPDATED] = "updated",
    [IMPORT_MOVED] = "moved",
    [IMPORT_UNCHANGED] = "unchanged",
    [IMPORT_FAILED] = "failed",
    [IMPORT_WARNING] = "warning",
    [IMPORT_PRUNED] = "made a draft",
    [IMPORT_FOUND] = "found"};

static bool import_tally_is_fault(enum import_event event) {
  return event == IMPORT_FAILED || event == IMPORT_WARNING;
}

static void import_tally_remember(struct import_tally *t, enum import_event event,
    const char *where, const char *why) {
  for (size_t i = 0; i < t->reason_count; i++)
    if (t->reasons[i].event == event && strcmp(t->reasons[i].message, why) == 0) {
      t->reasons[i].count++;
      return;
    }
  /* Past the limit, or without memory, a reason is only counted; its line was printed
   * anyway. */
  char *message = NULL, *first = NULL;
  if (t->reason_count < IMPORT_TALLY_REASONS) {
    message = strdup(why);
    first = strdup(where);
  }
  if (message && first) {
    t->reasons[t->reason_count++] =
        (struct import_tally_reason){event, message, first, 1};
    return;
  }
  t->other++;
  free(message);
  free(first);
}

static int import_tally_put_event(
    enum import_event event, const char *file, int line, const char *message) {
  /* IMPORT_FOUND without a file says how many files there are, and with one how many
   * items it has; `line` is the number in both cases. */
  bool counts_files = event == IMPORT_FOUND && !*file;
  json_t *object =
      counts_files
          ? json_pack("{s:s, s:i}", "event", import_tally_words[event], "files", line)
          : json_pack("{s:s, s:s}", "event", import_tally_words[event], "file", file);
  /* json_pack refuses a file name that is not UTF-8. */
  if (!object)
    object = json_pack("{s:s, s:n}", "event", import_tally_words[event], "file");
  if (line && !counts_files)
    json_object_set_new(
        object, event == IMPORT_FOUND ? "items" : "line", json_integer(line));
  if (*message)
    json_object_set_new(object, "message", json_string(message));
  return print_event(object);
}

static void import_tally_put_line(const struct import_tally *t, enum import_event event,
    const char *where, const char *why) {
  if (import_tally_is_fault(event))
    fprintf(
        stderr, "%s: %s%s\n", where, event == IMPORT_WARNING ? "warning: " : "", why);
  else if (!t->quiet && event != IMPORT_UNCHANGED)
    printf("%s%s%s: %s\n", where, *why ? ": " : "", why, import_tally_words[event]);
}

/* The items of an export file replace the one file it was counted as. */
static void import_tally_expect(struct import_tally *t, const char *file, int count) {
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
    import_tally_expect(t, file, line);
  else if (event != IMPORT_WARNING)
    progress_step(&t->progress);
  utf8_printable(&where, file);
  if (line)
    buf_printf(&where, ":%d", line);
  utf8_printable(&why, message);
  if (import_tally_is_fault(event))
    import_tally_remember(t, event, buf_text(&where), buf_text(&why));
  if (t->json && (!t->quiet || import_tally_is_fault(event))) {
    int code = import_tally_put_event(event, file, line, message);
    t->code = t->code ? t->code : code;
  } else if (!t->json && event != IMPORT_FOUND) {
    if (import_tally_is_fault(event) || event != IMPORT_UNCHANGED)
      progress_clear(&t->progress);
    import_tally_put_line(t, event, buf_text(&where), buf_text(&why));
  }
  buf_free(&where);
  buf_free(&why);
}

static void import_tally_put_reasons(
    const struct import_tally *t, enum import_event event, const char *title) {
  if (!t->counts[event])
    return;
  printf("%s\n", title);
  for (size_t i = 0; i < t->reason_count; i++)
    if (t->reasons[i].event == event)
      printf("  %zu x %s (%s%s)\n", t->reasons[i].count, t->reasons[i].message,
          t->reasons[i].count > 1 ? "first: " : "", t->reasons[i].first);
}

static void import_tally_put_counts(const struct import_tally *t) {
  const size_t *n = t->counts;
  import_tally_put_reasons(t, IMPORT_FAILED, "Skipped:");
  import_tally_put_reasons(t, IMPORT_WARNING, "Not imported:");
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

static int import_tally_put_done(const struct import_tally *t) {
  /* json_pack reads "b" as an int from its variable arguments. */
  json_t *object = json_pack("{s:s, s:b}", "event", "done", "dry_run", (int)t->dry);
  /* IMPORT_FOUND is the last event and no result. */
  for (int i = 0; i < IMPORT_FOUND; i++)
    json_object_set_new(object,
        i == IMPORT_WARNING  ? "warnings"
        : i == IMPORT_PRUNED ? "pruned"
                             : import_tally_words[i],
        json_integer((json_int_t)t->counts[i]));
  return print_event(object);
}

void import_tally_end(struct import_tally *t) {
  progress_end(&t->progress);
  if (t->json && !t->quiet) {
    int code = import_tally_put_done(t);
    t->code = t->code ? t->code : code;
  } else if (!t->quiet) {
    import_tally_put_counts(t);
  }
  for (size_t i = 0; i < t->reason_count; i++) {
    free(t->reasons[i].message);
    free(t->reasons[i].first);
  }
  t->reason_count = 0;
}
