#include "db/transfer/transfer_query.h"

#include <stdio.h>

#include "base/buf.h"
#include "db/search/search_index.h"
#include "db/statement.h"

enum { ONE, MANY };

/* A statement takes some time on its way to a server: with many rows, there are fewer.
 * Full parts of most tables are a multiple of this. */
enum { ROWS = 100 };

static int transfer_query_rows(int which) {
  return which == ONE ? 1 : ROWS;
}

static enum err transfer_query_prepare(
    struct transfer_query *q, struct buf *sql, struct statement **out) {
  enum err e = buf_status(sql);
  if (!e)
    e = statement_prepare(q->s, buf_text(sql), out);
  buf_free(sql);
  return e;
}

/* Appends "(?1, ?2)". */
static void transfer_query_add_parameters(struct buf *sql, int first, int count) {
  for (int i = 0; i < count; i++)
    buf_printf(sql, "%s?%d", i ? ", " : "(", first + i);
  buf_putc(sql, ')');
}

/* Rows are compared as the index has them: column by column. */
static enum err transfer_query_prepare_read(
    struct transfer_query *q, bool has_after, bool has_last, struct statement **out) {
  const struct transfer_columns *c = q->columns;
  struct buf sql = {0};
  int n = c->keys;
  buf_printf(&sql, "SELECT %s FROM %s", c->list, transfer_table_source(q->s, q->table));
  if (has_after) {
    buf_printf(&sql, " WHERE (%s) > ", q->table->key);
    transfer_query_add_parameters(&sql, 1, n);
  }
  if (has_last) {
    buf_printf(&sql, " %s (%s) <= ", has_after ? "AND" : "WHERE", q->table->key);
    transfer_query_add_parameters(&sql, has_after ? n + 1 : 1, n);
  }
  buf_printf(&sql, " ORDER BY %s LIMIT ?%d", q->table->key,
      (has_after ? n : 0) + (has_last ? n : 0) + 1);
  return transfer_query_prepare(q, &sql, out);
}

enum err transfer_query_read(struct transfer_query *q, const struct transfer_range *r,
    int most, struct arena *a, struct transfer_part *out) {
  struct statement **st = &q->reads[r->after != NULL][r->last != NULL];
  int at = 1;
  enum err e =
      *st ? OK : transfer_query_prepare_read(q, r->after != NULL, r->last != NULL, st);
  if (e)
    return e;
  for (int i = 0; r->after && i < q->columns->keys; i++)
    transfer_value_bind(*st, at++, &r->after[i]);
  for (int i = 0; r->last && i < q->columns->keys; i++)
    transfer_value_bind(*st, at++, &r->last[i]);
  statement_bind_int(*st, at, most ? most : INT64_MAX);
  return transfer_part_read(q->s, *st, q->columns, a, out);
}

static enum err transfer_query_prepare_insert(struct transfer_query *q, int which) {
  const struct transfer_columns *c = q->columns;
  struct buf sql = {0};
  buf_printf(&sql, "INSERT INTO %s(%s) VALUES ", q->table->name, c->list);
  for (int i = 0; i < transfer_query_rows(which); i++) {
    buf_puts(&sql, i ? ", " : "");
    transfer_query_add_parameters(&sql, i * c->count + 1, c->count);
  }
  return transfer_query_prepare(q, &sql, &q->inserts[which]);
}

static enum err transfer_query_insert_rows(
    struct transfer_query *q, int which, const struct transfer_value *rows) {
  enum err e = q->inserts[which] ? OK : transfer_query_prepare_insert(q, which);
  if (e)
    return e;
  int values = transfer_query_rows(which) * q->columns->count;
  for (int i = 0; i < values; i++)
    transfer_value_bind(q->inserts[which], i + 1, &rows[i]);
  return statement_run(q->s, q->inserts[which]);
}

/* The index is made again: SQLite and PostgreSQL have the words in different forms. */
static enum err transfer_query_index(
    struct transfer_query *q, const struct transfer_value *row) {
  const struct search_text text = {row[2].data, row[3].data, row[4].data};
  return search_index_put_at(q->s, row[1].number, row[0].number, &text);
}

enum err transfer_query_insert(
    struct transfer_query *q, const struct transfer_part *p) {
  size_t many = (size_t)transfer_query_rows(MANY), i = 0;
  bool is_search = transfer_table_is_search(q->table);
  enum err e = OK;
  while (!e && i < p->count) {
    const struct transfer_value *row = p->rows + i * (size_t)q->columns->count;
    int which = !is_search && p->count - i >= many ? MANY : ONE;
    e = is_search ? transfer_query_index(q, row)
                  : transfer_query_insert_rows(q, which, row);
    i += which == MANY ? many : 1;
  }
  return e;
}

/* One by one: few rows change while a database is copied. */
static enum err transfer_query_delete_row(
    struct transfer_query *q, struct statement *st, const struct transfer_value *row) {
  if (transfer_table_is_search(q->table))
    return search_index_remove(q->s, row[1].number);
  for (int i = 0; i < q->columns->keys; i++)
    transfer_value_bind(st, i + 1, &row[q->columns->key[i]]);
  return statement_run(q->s, st);
}

enum err transfer_query_delete(
    struct transfer_query *q, const struct transfer_part *p) {
  struct buf sql = {0};
  struct statement *st = NULL;
  enum err e = OK;
  if (!transfer_table_is_search(q->table)) {
    buf_printf(&sql, "DELETE FROM %s WHERE (%s) = ", q->table->name, q->table->key);
    transfer_query_add_parameters(&sql, 1, q->columns->keys);
    e = transfer_query_prepare(q, &sql, &st);
  }
  for (size_t i = 0; !e && i < p->count; i++)
    e = transfer_query_delete_row(q, st, p->rows + i * (size_t)q->columns->count);
  statement_finalize(st);
  return e;
}

void transfer_query_close(struct transfer_query *q) {
  for (int i = 0; i < 2; i++) {
    statement_finalize(q->reads[i][0]);
    statement_finalize(q->reads[i][1]);
    statement_finalize(q->inserts[i]);
  }
}
