/* The spam filter over texts in the order in which they come.
 *   bench_spam SITE MODEL < texts
 * Each line is {"author", "url", "content", "status", "score", "train"}: the text is
 * judged if "score" is true, and then learned if "train" is. Prints, for each text that
 * is judged, its score, the microseconds of processor time that took, and its status.
 * MODEL is a file like cgi/site/comments/spam_model.tsv, "-" for the one of the
 * program, or "none". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>
#include <sodium.h>

#include "base/buf.h"
#include "base/file.h"
#include "db/txn.h"
#include "site/comments/spam_filter.h"
#include "site/comments/spam_model.h"
#include "site/site_open.h"

enum { BATCH = 200, MEMORY = 16 << 20, MODEL_BYTES = 64 << 20 };

struct order {
  struct arena *arena;
  bool is_done;
};

static double processor_time(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static const char *text_of(const json_t *row, const char *key) {
  const char *value = json_string_value(json_object_get(row, key));
  return value ? value : "";
}

static enum err one(struct db *s, struct arena *a, const json_t *row) {
  const struct spam_text t = {
      text_of(row, "author"), text_of(row, "url"), text_of(row, "content")};
  const char *status = text_of(row, "status");
  struct spam_score score;
  enum err e = OK;
  if (json_is_true(json_object_get(row, "score"))) {
    double began = processor_time();
    e = spam_filter_score(s, a, &t, &score);
    if (!e)
      printf("%.9f %.1f %s\n", score.score, processor_time() - began, status);
  }
  if (e || !json_is_true(json_object_get(row, "train")))
    return e;
  return spam_filter_count(
      s, a, &t, strcmp(status, "spam") == 0 ? SPAM_CLASS_SPAM : SPAM_CLASS_GOOD, 1);
}

/* Many in a transaction: the time of commits is not what is measured. */
static enum err batch(struct db *s, void *context) {
  struct order *o = context;
  enum err e = OK;
  for (int i = 0; !e && i < BATCH && !o->is_done; i++) {
    json_error_t error;
    json_t *row = json_loadf(stdin, JSON_DISABLE_EOF_CHECK, &error);
    o->is_done = !row;
    arena_reset(o->arena);
    if (row)
      e = one(s, o->arena, row);
    json_decref(row);
  }
  return e;
}

static bool use_model(const char *name, struct buf *text) {
  static const char nothing[] = "\t0\t0\n";
  char why[FILE_WHY];
  if (strcmp(name, "-") == 0)
    return true;
  if (strcmp(name, "none") == 0) {
    spam_model_use(nothing, sizeof nothing - 1);
    return true;
  }
  if (file_read(name, FILE_FOLLOW, MODEL_BYTES, text, why)) {
    fprintf(stderr, "%s: %s\n", name, why);
    return false;
  }
  spam_model_use(buf_text(text), text->len);
  return true;
}

int main(int argc, char **argv) {
  struct buf model = {0};
  struct order o = {arena_new(MEMORY), false};
  struct site *site = NULL;
  char why[400] = "";
  if (argc != 3 || sodium_init() < 0 || !o.arena || !use_model(argv[2], &model))
    return 2;
  enum err e = site_open(&site, argv[1], ROLE_COMMAND, why, sizeof why);
  while (!e && !o.is_done)
    e = txn_write(site->db, batch, &o);
  if (e)
    fprintf(stderr, "bench_spam: %s %s\n", err_name(e), why);
  site_close(site);
  arena_free(o.arena);
  buf_free(&model);
  return e != OK;
}
