#include "db/transfer/transfer_query.h"

#include <string.h>

#include "db/connection.h"
#include "db/transfer/transfer_side.h"
#include "support_site.h"

struct open_query {
  struct transfer_columns columns;
  struct transfer_query query;
};

static void open_query(struct blog *b, const char *name, struct open_query *out) {
  const struct transfer_table *t = transfer_tables;
  while (strcmp(t->name, name) != 0)
    t++;
  transfer_side_unlock(b->site->db);
  assert_err(transfer_columns_read(b->site->db, t, &out->columns), OK);
  out->query = (struct transfer_query){
      b->site->db, t, &out->columns, {{NULL, NULL}, {NULL, NULL}}, {NULL, NULL}};
}

/* (i, i % 3, 0) for 1 to `count`. */
static struct transfer_part keys(struct blog *b, int64_t count) {
  struct transfer_part p = {.count = (size_t)count};
  p.rows = arena_array(b->arena, p.count * 3, sizeof *p.rows);
  for (int64_t i = 0; i < count; i++) {
    char *word = arena_printf(b->arena, "w%05d", (int)i);
    p.rows[i * 3] = (struct transfer_value){
        .type = TRANSFER_TEXT, .data = word, .size = strlen(word)};
    p.rows[i * 3 + 1] =
        (struct transfer_value){.type = TRANSFER_INTEGER, .number = i % 3};
    p.rows[i * 3 + 2] = (struct transfer_value){.type = TRANSFER_INTEGER};
  }
  return p;
}

/* Among them some that take a statement of their own after those of many. */
static void rows_are_added_and_read_by_ranges(void **state) {
  struct blog *b = *state;
  struct open_query q;
  struct transfer_part given = keys(b, 1500), p;
  struct transfer_range r = {NULL, NULL};
  open_query(b, "related_key", &q);
  assert_err(transfer_query_insert(&q.query, &given), OK);
  assert_err(transfer_query_read(&q.query, &r, 0, b->arena, &p), OK);
  assert_int_equal(p.count, 1500);
  assert_err(transfer_query_read(&q.query, &r, 100, b->arena, &p), OK);
  assert_int_equal(p.count, 100);
  r.after = transfer_part_last_key(&p, &q.columns, b->arena);
  assert_string_equal(r.after[0].data, "w00099");
  assert_err(transfer_query_read(&q.query, &r, 0, b->arena, &p), OK);
  assert_int_equal(p.count, 1400);
  assert_err(transfer_query_read(&q.query, &r, 50, b->arena, &p), OK);
  r.last = transfer_part_last_key(&p, &q.columns, b->arena);
  assert_err(transfer_query_read(&q.query, &r, 0, b->arena, &p), OK);
  assert_int_equal(p.count, 50);
  r.after = NULL;
  assert_err(transfer_query_read(&q.query, &r, 0, b->arena, &p), OK);
  assert_int_equal(p.count, 150);
  assert_err(transfer_query_delete(&q.query, &p), OK);
  r.last = NULL;
  assert_err(transfer_query_read(&q.query, &r, 1, b->arena, &p), OK);
  assert_string_equal(p.rows[0].data, "w00150");
  assert_int_not_equal(transfer_query_insert(&q.query, &p), OK);
  transfer_query_close(&q.query);
}

/* The rows of the search are texts: adding one makes its words findable. */
static void the_index_is_read_and_made_again(void **state) {
  struct blog *b = *state;
  struct open_query q;
  struct transfer_part p, again;
  const struct transfer_range all = {NULL, NULL};
  struct article_input one = support_article_input("one");
  one.title = "A lighthouse";
  int64_t id = support_save(b, &one);
  assert_int_equal(support_indexed(b, "lighthouse"), 1);
  open_query(b, "search", &q);
  assert_err(transfer_query_read(&q.query, &all, 0, b->arena, &p), OK);
  assert_int_equal(p.count, 1);
  assert_int_equal(p.rows[1].number, id);
  assert_string_equal(p.rows[2].data, "A lighthouse");
  assert_err(transfer_query_delete(&q.query, &p), OK);
  assert_int_equal(support_indexed(b, "lighthouse"), 0);
  assert_err(transfer_query_insert(&q.query, &p), OK);
  assert_int_equal(support_indexed(b, "lighthouse"), 1);
  assert_err(transfer_query_read(&q.query, &all, 0, b->arena, &again), OK);
  assert_memory_equal(again.hash, p.hash, CRYPT_HASH);
  transfer_query_close(&q.query);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(rows_are_added_and_read_by_ranges),
      support_site_test(the_index_is_read_and_made_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
