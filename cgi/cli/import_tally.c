/* How it works: for a person, a message is printed when it occurs for the first time;
 * one that occurs again is only counted, and printed once more at the end with its
 * number, because a large import may have thousands of a few kinds. A program that
 * asked for JSON gets every event. */
#include "cli/import_tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"
#include "cli/output/print.h"

/* These words are part of the JSON, too. */
static const char *const import_tally_words[IMPORT_EVENTS] = {
    [IMPORT_CREATED] = "created",
    [IMPORT_UPDATED] = "updated",
    [IMPORT_MOVED] = "moved",
    [IMPORT_UNCHANGED] = "unchanged",
    [IMPORT_FAILED] = "failed",
    [IMPORT_WARNING] = "warning",
    [IMPORT_ERROR] = "error",
    [IMPORT_PRUNED] = "made a draft",
    [IMPORT_FOUND] = "found",
    [IMPORT_NOTE] = "note"};

const char *import_tally_word(enum import_event event) {
  return import_tally_words[event];
}

static bool import_tally_is_fault(enum import_event event) {
  return event == IMPORT_FAILED || event == IMPORT_WARNING || event == IMPORT_ERROR;
}

/* The reason of that message; NULL if it is new. A linear search: only errors and
 * warnings get here, and there are IMPORT_TALLY_REASONS at most. */
static struct import_tally_reason *import_tally_find(
    struct import_tally *t, enum import_event event, const char *why) {
  for (size_t i = 0; i < t->reason_count; i++)
    if (t->reasons[i].event == event && strcmp(t->reasons[i].message, why) == 0)
      return &t->reasons[i];
  return NULL;
}

static struct import_tally_reason *import_tally_add(
    struct import_tally *t, enum import_event event, const char *why) {
  if (t->reason_count == IMPORT_TALLY_REASONS)
    return NULL;
  struct import_tally_reason *reasons =
      array_grow(t->reasons, t->reason_count, &t->reason_cap, sizeof *reasons);
  if (!reasons)
    return NULL;
  t->reasons = reasons;
  struct import_tally_reason *r = &t->reasons[t->reason_count];
  *r = (struct import_tally_reason){.event = event, .message = strdup(why)};
  if (!r->message)
    return NULL;
  t->reason_count++;
  return r;
}

/* Counts a reason. Returns false if its message was printed before. Past the limit, or
 * without memory, every message is printed. */
static bool import_tally_is_new(struct import_tally *t, enum import_event event,
    const char *where, const char *why) {
  struct import_tally_reason *r = import_tally_find(t, event, why);
  bool is_new = !r;
  if (!r)
    r = import_tally_add(t, event, why);
  if (!r)
    return true;
  /* Without memory the place is NULL, which import_tally_put_repeated shows as "?". */
  if (r->count < IMPORT_TALLY_PLACES)
    r->places[r->count] = strdup(where);
  r->count++;
  return is_new;
}

/* Other than sentences, JSON gets the name of the file as it is: print_json escapes
 * what a terminal would act on. */
int import_tally_put_event(
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

/* What precedes a message. A failure needs no word: the file is not there. */
const char *import_tally_label(enum import_event event) {
  return event == IMPORT_WARNING ? "warning: " : event == IMPORT_ERROR ? "error: " : "";
}

/* A line for each file would bury the warnings of a large import. */
static bool import_tally_shows_files(const struct import_tally *t) {
  return !t->quiet &&
         (t->verbose || !t->on_terminal || t->progress.total <= IMPORT_TALLY_FEW);
}

/* Unchanged files get no line: after a second import of a large folder there would be
 * little else. */
static void import_tally_put_line(struct import_tally *t, enum import_event event,
    const char *where, const char *why) {
  bool is_fault = import_tally_is_fault(event);
  if (is_fault && !import_tally_is_new(t, event, where, why) && !t->verbose)
    return;
  if (event == IMPORT_NOTE
          ? t->quiet
          : !is_fault && (event == IMPORT_UNCHANGED || !import_tally_shows_files(t)))
    return;
  /* The bar may be on the terminal that the line goes to. */
  progress_clear(&t->progress);
  if (event == IMPORT_NOTE)
    printf("%s%s%s.\n", where, *where ? ": " : "", why);
  else if (is_fault)
    fprintf(stderr, "%s: %s%s\n", where, import_tally_label(event), why);
  else
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
  /* Before the filters below: the summary counts what is not shown, too. */
  t->counts[event]++;
  if (event == IMPORT_FOUND)
    import_tally_expect(t, file, line);
  else if (event != IMPORT_WARNING && event != IMPORT_ERROR && event != IMPORT_NOTE)
    progress_step(&t->progress);
  utf8_printable(&where, file);
  if (line)
    buf_printf(&where, ":%d", line);
  utf8_printable(&why, message);
  if (t->json && (!t->quiet || import_tally_is_fault(event))) {
    int code = import_tally_put_event(event, file, line, message);
    t->code = t->code ? t->code : code;
  } else if (!t->json && event != IMPORT_FOUND) {
    import_tally_put_line(t, event, buf_text(&where), buf_text(&why));
  }
  buf_free(&where);
  buf_free(&why);
}

/* Messages that applied to one file only were printed already. */
static void import_tally_put_repeated(const struct import_tally *t) {
  for (size_t i = 0; i < t->reason_count; i++) {
    const struct import_tally_reason *r = &t->reasons[i];
    if (r->count < 2 || t->verbose)
      continue;
    fprintf(stderr, "%zu x %s%s (", r->count, import_tally_label(r->event), r->message);
    for (size_t j = 0; j < r->count && j < IMPORT_TALLY_PLACES; j++)
      fprintf(stderr, "%s%s", j ? ", " : "", r->places[j] ? r->places[j] : "?");
    fputs(r->count > IMPORT_TALLY_PLACES ? ", ...)\n" : ")\n", stderr);
  }
}

/* Moved, pruned and faulty files are rare; the other numbers are shown even if they are
 * 0. */
static void import_tally_put_counts(const struct import_tally *t) {
  const size_t *n = t->counts;
  printf("%s%zu created, %zu updated, ", t->dry ? "would be: " : "", n[IMPORT_CREATED],
      n[IMPORT_UPDATED]);
  if (n[IMPORT_MOVED])
    printf("%zu moved, ", n[IMPORT_MOVED]);
  if (n[IMPORT_PRUNED])
    printf("%zu made %s, ", n[IMPORT_PRUNED],
        n[IMPORT_PRUNED] == 1 ? "a draft" : "drafts");
  printf("%zu unchanged, %zu failed", n[IMPORT_UNCHANGED], n[IMPORT_FAILED]);
  if (n[IMPORT_ERROR])
    printf(", %zu with errors", n[IMPORT_ERROR]);
  putchar('\n');
}

static int import_tally_put_done(const struct import_tally *t) {
  /* json_pack reads "b" as an int from its variable arguments. */
  json_t *object = json_pack("{s:s, s:b}", "event", "done", "dry_run", (int)t->dry);
  /* IMPORT_FOUND is the last event and no result. */
  for (int i = 0; i < IMPORT_FOUND; i++)
    json_object_set_new(object,
        i == IMPORT_WARNING  ? "warnings"
        : i == IMPORT_ERROR  ? "errors"
        : i == IMPORT_PRUNED ? "pruned"
                             : import_tally_words[i],
        json_integer((json_int_t)t->counts[i]));
  return print_event(object);
}

void import_tally_end(struct import_tally *t) {
  progress_end(&t->progress);
  if (!t->json)
    import_tally_put_repeated(t);
  if (t->json && !t->quiet) {
    int code = import_tally_put_done(t);
    t->code = t->code ? t->code : code;
  } else if (!t->quiet) {
    import_tally_put_counts(t);
  }
  for (size_t i = 0; i < t->reason_count; i++) {
    free(t->reasons[i].message);
    for (size_t j = 0; j < IMPORT_TALLY_PLACES; j++)
      free(t->reasons[i].places[j]);
  }
  free(t->reasons);
  t->reasons = NULL;
  t->reason_count = t->reason_cap = 0;
}
