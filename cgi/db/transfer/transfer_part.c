#include "db/transfer/transfer_part.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "db/statement.h"

static enum err transfer_value_read(struct statement *st, int column,
    enum transfer_type type, struct arena *a, struct transfer_value *out) {
  const char *data = "";
  *out =
      (struct transfer_value){.type = type, .is_null = statement_is_null(st, column)};
  if (out->is_null)
    return OK;
  if (type == TRANSFER_INTEGER)
    out->number = statement_int(st, column);
  else if (type == TRANSFER_REAL)
    out->real = statement_double(st, column);
  else
    data = type == TRANSFER_TEXT ? statement_chars(st, column)
                                 : statement_blob(st, column);
  if (type == TRANSFER_INTEGER || type == TRANSFER_REAL)
    return OK;
  /* SQLite has NULL for an empty blob. */
  out->size = statement_size(st, column);
  if (!data && out->size)
    return ERR_NOMEM;
  out->data = arena_strndup(a, data ? data : "", out->size);
  return out->data ? OK : ERR_NOMEM;
}

void transfer_value_bind(struct statement *st, int i, const struct transfer_value *v) {
  if (v->is_null)
    statement_bind_null(st, i);
  else if (v->type == TRANSFER_INTEGER)
    statement_bind_int(st, i, v->number);
  else if (v->type == TRANSFER_REAL)
    statement_bind_double(st, i, v->real);
  else if (v->type == TRANSFER_TEXT)
    statement_bind_chars(st, i, v->data, v->size);
  else
    statement_bind_blob(st, i, v->data, v->size);
}

/* Type, size and bytes, so that no two rows have the same bytes. */
static void transfer_value_add(struct buf *out, const struct transfer_value *v) {
  static const char kinds[] = "irtbn";
  buf_putc(out, kinds[v->is_null ? TRANSFER_BLOB + 1 : (int)v->type]);
  if (v->is_null)
    return;
  if (v->type == TRANSFER_INTEGER) {
    buf_add(out, &v->number, sizeof v->number);
  } else if (v->type == TRANSFER_REAL) {
    buf_add(out, &v->real, sizeof v->real);
  } else {
    buf_add(out, &v->size, sizeof v->size);
    buf_add(out, v->data, v->size);
  }
}

/* Appends the hash of one row. */
static enum err transfer_row_hash(const struct transfer_value *row, int columns,
    struct buf *bytes, struct buf *hashes) {
  uint8_t hash[CRYPT_HASH];
  buf_clear(bytes);
  for (int i = 0; i < columns; i++)
    transfer_value_add(bytes, &row[i]);
  enum err e = buf_status(bytes);
  if (e)
    return e;
  crypt_hash(buf_text(bytes), bytes->len, hash);
  buf_add(hashes, hash, sizeof hash);
  return buf_status(hashes);
}

static enum err transfer_part_hash(struct transfer_part *p, int columns) {
  struct buf bytes = {0}, hashes = {0};
  enum err e = OK;
  for (size_t i = 0; !e && i < p->count; i++)
    e = transfer_row_hash(p->rows + i * (size_t)columns, columns, &bytes, &hashes);
  if (!e)
    crypt_hash(buf_text(&hashes), hashes.len, p->hash);
  buf_free(&bytes);
  buf_free(&hashes);
  return e;
}

enum err transfer_part_read(struct db *s, struct statement *st,
    const struct transfer_columns *c, struct arena *a, struct transfer_part *out) {
  size_t cap = 0, columns = (size_t)c->count;
  enum err e = OK;
  *out = (struct transfer_part){.count = 0};
  while (statement_next(s, st, &e)) {
    struct transfer_value *grown =
        arena_grow(a, out->rows, out->count, &cap, columns * sizeof *grown);
    if (!grown)
      e = ERR_NOMEM;
    else
      out->rows = grown;
    for (int i = 0; !e && i < c->count; i++)
      e = transfer_value_read(
          st, i, c->types[i], a, &out->rows[out->count * columns + (size_t)i]);
    out->count++;
  }
  return e ? e : transfer_part_hash(out, c->count);
}

struct transfer_value *transfer_part_last_key(
    const struct transfer_part *p, const struct transfer_columns *c, struct arena *a) {
  struct transfer_value *key = arena_array(a, (size_t)c->keys, sizeof *key);
  const struct transfer_value *row = p->rows + (p->count - 1) * (size_t)c->count;
  for (int i = 0; key && i < c->keys; i++) {
    key[i] = row[c->key[i]];
    if (key[i].data && !(key[i].data = arena_strndup(a, key[i].data, key[i].size)))
      return NULL;
  }
  return key;
}

static bool transfer_value_is_bad_text(const struct transfer_value *v) {
  return v->type == TRANSFER_TEXT && !v->is_null &&
         (memchr(v->data, '\0', v->size) || !utf8_is_valid(v->data, v->size));
}

bool transfer_part_has_bad_text(const struct transfer_part *p,
    const struct transfer_columns *c, size_t *row, int *column) {
  for (*row = 0; *row < p->count; ++*row)
    for (*column = 0; *column < c->count; ++*column)
      if (transfer_value_is_bad_text(
              &p->rows[*row * (size_t)c->count + (size_t)*column]))
        return true;
  return false;
}
