#include "support.h"

#include "db/connection.h"
#include "db/model/article.h"
#include "db/model/listing.h"
#include "db/model/term.h"
#include "db/txn.h"

enum { ENTRIES = 2500, PAGE = 10, BATCHES = 12 };

/* The naive model: the listed articles in the order that readers see. */
static struct entry {
  int64_t id, position;
  bool in;
} model[ENTRIES];

static uint64_t seed = 20261124;

static uint64_t draw(uint64_t below) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed % below;
}

static enum err fill(struct db *s, void *context) {
  struct arena *a = context;
  struct term author;
  assert_err(term_ensure(s, a, TERM_AUTHOR, NULL, "ann", "Ann", &author), OK);
  for (int i = 0; i < ENTRIES; i++) {
    struct article article = {.status = ARTICLE_PUBLISH,
        .slug = "x",
        .title = "",
        .excerpt = "",
        .lang = "",
        .author_id = author.id,
        .published_at = (int64_t)draw(400) * 1000};
    struct article_body body = {.format = "html", .source = "", .html = ""};
    int64_t position;
    /* Many articles share a date, so that their positions collide. */
    assert_err(article_free_position(s, article.published_at, &position), OK);
    article.position = position;
    assert_err(article_insert(s, &article, &body, &model[i].id), OK);
    model[i].position = position;
  }
  return OK;
}

static enum err shuffle(struct db *s, void *context) {
  const int *batch = context;
  struct arena *a = arena_new(1 << 20);
  for (int n = 0; n < 500; n++) {
    struct entry *e = &model[draw(ENTRIES)];
    /* The listing grows first and shrinks to almost nothing at the end. */
    bool add = *batch < BATCHES / 2 ? draw(5) > 0 : draw(5) == 0;
    if (add && !e->in)
      assert_err(listing_set(s, a, e->id,
                     &(struct listing_entry){{LISTING_ALL, 0}, e->position}, 1),
          OK);
    if (!add && e->in)
      assert_err(listing_set(s, a, e->id, NULL, 0), OK);
    e->in = add;
  }
  arena_free(a);
  return OK;
}

static int newer_first(const void *a, const void *b) {
  int64_t x = ((const struct entry *)a)->position,
          y = ((const struct entry *)b)->position;
  return x < y ? 1 : x > y ? -1 : 0;
}

static void compare(
    struct db *s, const struct listing *l, int64_t from, int64_t until) {
  static struct entry sorted[ENTRIES];
  int64_t count = 0;
  for (int i = 0; i < ENTRIES; i++)
    if (model[i].in && model[i].position >= from && model[i].position < until)
      sorted[count++] = model[i];
  qsort(sorted, (size_t)count, sizeof sorted[0], newer_first);
  assert_int_equal(l->count, count);
  for (int64_t first = 0; first < count; first += PAGE) {
    int64_t ids[PAGE];
    int n = PAGE;
    assert_err(listing_page(s, l, first, ids, &n), OK);
    assert_int_equal(n, count - first < PAGE ? count - first : PAGE);
    for (int i = 0; i < n; i++)
      assert_int_equal(ids[i], sorted[first + i].id);
  }
}

static int64_t number(struct db *s, const char *sql) {
  sqlite3_stmt *st = NULL;
  assert_int_equal(sqlite3_prepare_v2(s->handle, sql, -1, &st, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(st), SQLITE_ROW);
  int64_t n = sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  return n;
}

static void pages_agree_with_a_naive_model(void **state) {
  char file[512], *folder = support_folder();
  struct arena *a = arena_new(1 << 20);
  struct db *s = NULL;
  struct listing l;
  (void)state;
  snprintf(file, sizeof file, "%s/x.db", folder);
  assert_err(db_create(file), OK);
  assert_err(db_open(&s, file, ROLE_COMMAND), OK);
  assert_err(txn_write(s, fill, a), OK);
  for (int batch = 0; batch < BATCHES; batch++) {
    assert_err(txn_write(s, shuffle, &batch), OK);
    assert_err(listing_find(s, LISTING_ALL, 0, &l), OK);
    compare(s, &l, INT64_MIN, INT64_MAX);
    int64_t from = (int64_t)draw(300) * 1000, until = from + (int64_t)draw(100) * 1000;
    assert_err(listing_dates(s, from, until, &l), OK);
    compare(s, &l, from, until);
    int64_t all = number(s, "SELECT count(key) FROM listing_entry");
    assert_int_equal(
        number(s, "SELECT coalesce(sum(count), 0) FROM listing_bucket WHERE level = 1"),
        all);
    assert_int_equal(
        number(s, "SELECT coalesce(sum(count), 0) FROM listing_bucket WHERE level = 2"),
        all);
  }
  /* Wrong counts: the listing claims to have an entry. */
  struct listing none = {.id = 999, .until = INT64_MAX, .count = 1};
  int64_t id = 0;
  int n = 7;
  assert_err(listing_page(s, &none, 0, &id, &n), ERR_NOT_FOUND);
  assert_int_equal(n, 7);
  db_close(s);
  arena_free(a);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(pages_agree_with_a_naive_model)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
