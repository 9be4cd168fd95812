#include "db/postgres/postgres_statement.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "db/connection.h"
#include "db/postgres/postgres_connection.h"
#include "db/postgres/postgres_text.h"

/* The numbers of PostgreSQL's own types never change (catalog/pg_type.dat). */
enum {
  TYPE_BOOL = 16,
  TYPE_BYTEA = 17,
  TYPE_NAME = 19,
  TYPE_INT8 = 20,
  TYPE_INT2 = 21,
  TYPE_INT4 = 23,
  TYPE_TEXT = 25,
  TYPE_FLOAT8 = 701,
  TYPE_VARCHAR = 1043
};

enum { AS_TEXT, AS_BYTES };

/* A value that is bound. A number is sent as text, which the server reads as the type
 * that its column has; texts and bytes are sent as they are. */
struct postgres_value {
  const char *data; /* NULL: NULL */
  int size, format;
  char number[32];
};

struct postgres_statement {
  struct statement base;
  char *sql;
  bool is_commit;
  char name[16];
  unsigned session; /* in which it was prepared */
  int count;        /* of parameters */
  struct postgres_value *values;
  const char **data; /* of the values, as libpq wants them */
  int *sizes, *formats;
  char (*shown)[24]; /* numbers of the current row as text, by column; NULL: none */
  PGresult *result;  /* all rows; NULL: it was not run since it was reset */
  int row;           /* the current one */
};

static struct postgres_statement *postgres_of(struct statement *st) {
  return (struct postgres_statement *)st;
}

bool postgres_can_read(Oid type) {
  static const Oid known[] = {TYPE_BOOL, TYPE_BYTEA, TYPE_NAME, TYPE_INT8, TYPE_INT2,
      TYPE_INT4, TYPE_TEXT, TYPE_FLOAT8, TYPE_VARCHAR};
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (known[i] == type)
      return true;
  return false;
}

/* The server keeps a prepared statement for as long as the session lasts. */
static enum err postgres_prepare_in_session(
    struct db *s, struct postgres_statement *p) {
  PGresult *result = PQprepare(s->postgres->handle, p->name, p->sql, 0, NULL);
  enum err e =
      PQresultStatus(result) == PGRES_COMMAND_OK ? OK : postgres_error(s, result);
  PQclear(result);
  if (!e)
    p->session = s->postgres->session;
  return e;
}

static enum err postgres_prepare_now(struct db *s, struct postgres_statement *p) {
  enum err e = postgres_ensure(s);
  return e || p->session == s->postgres->session ? e
                                                 : postgres_prepare_in_session(s, p);
}

static void postgres_free(struct postgres_statement *p) {
  PQclear(p->result);
  free(p->sql);
  free(p->values);
  free(p->data);
  free(p->sizes);
  free(p->formats);
  free(p->shown);
  free(p);
}

static void postgres_finalize(struct statement *st) {
  postgres_free(postgres_of(st));
}

static struct postgres_statement *postgres_statement_new(const char *text) {
  struct postgres_statement *p = calloc(1, sizeof *p);
  struct buf sql = {0};
  if (!p)
    return NULL;
  p->base.engine = &postgres_engine;
  p->is_commit = strcmp(text, "COMMIT") == 0;
  p->count = postgres_text(&sql, text);
  p->sql = buf_steal(&sql);
  /* One more, because calloc may return NULL for nothing. */
  size_t n = (size_t)p->count + 1;
  p->values = calloc(n, sizeof *p->values);
  p->data = calloc(n, sizeof *p->data);
  p->sizes = calloc(n, sizeof *p->sizes);
  p->formats = calloc(n, sizeof *p->formats);
  if (p->sql && p->values && p->data && p->sizes && p->formats)
    return p;
  postgres_free(p);
  return NULL;
}

static enum err postgres_prepare(
    struct db *s, const char *sql, struct statement **out) {
  struct postgres_statement *p = postgres_statement_new(sql);
  if (!p)
    return ERR_NOMEM;
  snprintf(p->name, sizeof p->name, "s%u", s->postgres->names++);
  enum err e = postgres_prepare_now(s, p);
  if (e == ERR_UNREACHABLE && !s->postgres->in_transaction)
    e = postgres_prepare_now(s, p);
  if (e)
    postgres_free(p);
  else
    *out = &p->base;
  return e;
}

static void postgres_reset(struct statement *st) {
  struct postgres_statement *p = postgres_of(st);
  PQclear(p->result);
  p->result = NULL;
}

static void postgres_clear(struct statement *st) {
  struct postgres_statement *p = postgres_of(st);
  postgres_reset(st);
  for (int i = 0; i < p->count; i++)
    p->values[i].data = NULL;
}

static PGresult *postgres_send(struct db *s, struct postgres_statement *p) {
  for (int i = 0; i < p->count; i++) {
    p->data[i] = p->values[i].data;
    p->sizes[i] = p->values[i].size;
    p->formats[i] = p->values[i].format;
  }
  return PQexecPrepared(
      s->postgres->handle, p->name, p->count, p->data, p->sizes, p->formats, AS_BYTES);
}

/* Numbers are in network order. */
static uint64_t postgres_number(const char *data, int size) {
  uint64_t n = 0;
  for (int i = 0; i < size; i++)
    n = n << 8 | (unsigned char)data[i];
  return n;
}

/* What the last statement has changed, and the ID that an INSERT with RETURNING gave.
 */
static void postgres_note(struct postgres *c, PGresult *result) {
  const char *command = PQcmdStatus(result);
  c->changes = strtoll(PQcmdTuples(result), NULL, 10);
  if (strncmp(command, "INSERT", 6) == 0 && PQntuples(result) > 0 &&
      PQftype(result, 0) == TYPE_INT8)
    c->last_id =
        (int64_t)postgres_number(PQgetvalue(result, PQntuples(result) - 1, 0), 8);
}

/* A COMMIT of a transaction that has failed is answered with "ROLLBACK", which is no
 * error to libpq. */
static enum err postgres_status(
    struct db *s, const struct postgres_statement *p, PGresult *result) {
  ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    return postgres_error(s, result);
  return p->is_commit && strcmp(PQcmdStatus(result), "COMMIT") != 0 ? ERR_IO : OK;
}

static enum err postgres_run_once(
    struct db *s, struct postgres_statement *p, PGresult **out) {
  enum err e = postgres_prepare_now(s, p);
  if (e)
    return e;
  *out = postgres_send(s, p);
  return postgres_status(s, p, *out);
}

/* All rows are read at once: most queries have a LIMIT, and the connection is free for
 * the statements that a loop over the rows runs. */
static enum err postgres_run(struct db *s, struct postgres_statement *p) {
  PGresult *result = NULL;
  struct postgres *c = s->postgres;
  enum err e = postgres_run_once(s, p, &result);
  /* The server may have closed the connection while nothing was going on, which is
   * noticed at the next statement. Outside of a transaction, this is the first of one
   * or a query: nothing is done twice. */
  if (e == ERR_UNREACHABLE && !c->in_transaction) {
    PQclear(result);
    result = NULL;
    e = postgres_run_once(s, p, &result);
  }
  /* A transaction whose connection is lost is over when its owner ends it. */
  PGTransactionStatusType state = PQtransactionStatus(c->handle);
  if (state != PQTRANS_UNKNOWN)
    c->in_transaction = state != PQTRANS_IDLE;
  else if (p->is_commit || strcmp(p->sql, "ROLLBACK") == 0)
    c->in_transaction = false;
  if (e) {
    PQclear(result);
    return e;
  }
  postgres_note(c, result);
  p->result = result;
  p->row = -1;
  return OK;
}

static bool postgres_step(struct db *s, struct statement *st, enum err *e) {
  struct postgres_statement *p = postgres_of(st);
  if (!p->result && (*e = postgres_run(s, p)) != OK)
    return false;
  return ++p->row < PQntuples(p->result);
}

static int64_t postgres_changes(struct db *s) {
  return s->postgres->changes;
}

static int64_t postgres_last_id(struct db *s) {
  return s->postgres->last_id;
}

static bool postgres_is_in_transaction(const struct db *s) {
  return s->postgres->in_transaction;
}

static void postgres_bind_bytes(
    struct statement *st, int i, const void *data, size_t size) {
  struct postgres_value *v = &postgres_of(st)->values[i - 1];
  v->data = data;
  v->size = (int)size;
  v->format = AS_BYTES;
}

static void postgres_bind_int(struct statement *st, int i, int64_t value) {
  struct postgres_value *v = &postgres_of(st)->values[i - 1];
  snprintf(v->number, sizeof v->number, "%" PRId64, value);
  v->data = v->number;
  v->format = AS_TEXT;
}

static void postgres_bind_double(struct statement *st, int i, double value) {
  struct postgres_value *v = &postgres_of(st)->values[i - 1];
  /* As many digits as give the same number again. */
  snprintf(v->number, sizeof v->number, "%.17g", value);
  v->data = v->number;
  v->format = AS_TEXT;
}

static void postgres_bind_text(
    struct statement *st, int i, const char *text, size_t size) {
  postgres_bind_bytes(st, i, text, size);
}

static void postgres_bind_null(struct statement *st, int i) {
  postgres_of(st)->values[i - 1].data = NULL;
}

static bool postgres_is_null(struct statement *st, int column) {
  const struct postgres_statement *p = postgres_of(st);
  return PQgetisnull(p->result, p->row, column);
}

static double postgres_read_double(struct statement *st, int column);

static int64_t postgres_read_int(struct statement *st, int column) {
  const struct postgres_statement *p = postgres_of(st);
  if (postgres_is_null(st, column))
    return 0;
  const char *data = PQgetvalue(p->result, p->row, column);
  switch (PQftype(p->result, column)) {
  case TYPE_BOOL:
  case TYPE_INT8:
    return (int64_t)postgres_number(data, PQgetlength(p->result, p->row, column));
  case TYPE_INT4:
    return (int32_t)postgres_number(data, 4);
  case TYPE_INT2:
    return (int16_t)postgres_number(data, 2);
  case TYPE_FLOAT8:
    return (int64_t)postgres_read_double(st, column);
  default:
    return strtoll(data, NULL, 10);
  }
}

static double postgres_read_double(struct statement *st, int column) {
  const struct postgres_statement *p = postgres_of(st);
  if (PQftype(p->result, column) != TYPE_FLOAT8)
    return (double)postgres_read_int(st, column);
  if (postgres_is_null(st, column))
    return 0;
  uint64_t bits = postgres_number(PQgetvalue(p->result, p->row, column), 8);
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static bool postgres_is_number(const struct postgres_statement *p, int column) {
  switch (PQftype(p->result, column)) {
  case TYPE_BOOL:
  case TYPE_INT8:
  case TYPE_INT4:
  case TYPE_INT2:
    return true;
  default:
    return false;
  }
}

/* As SQLite does, so that a message can show whatever a column has. */
static const char *postgres_number_text(struct postgres_statement *p, int column) {
  if (!p->shown)
    p->shown = calloc((size_t)PQnfields(p->result), sizeof *p->shown);
  if (!p->shown)
    return NULL;
  snprintf(p->shown[column], sizeof *p->shown, "%" PRId64,
      postgres_read_int(&p->base, column));
  return p->shown[column];
}

/* libpq ends every value with a NUL. */
static const char *postgres_read_chars(struct statement *st, int column) {
  struct postgres_statement *p = postgres_of(st);
  if (postgres_is_null(st, column))
    return NULL;
  return postgres_is_number(p, column) ? postgres_number_text(p, column)
                                       : PQgetvalue(p->result, p->row, column);
}

static const void *postgres_read_blob(struct statement *st, int column) {
  const struct postgres_statement *p = postgres_of(st);
  return postgres_is_null(st, column) ? NULL : PQgetvalue(p->result, p->row, column);
}

static size_t postgres_size(struct statement *st, int column) {
  const struct postgres_statement *p = postgres_of(st);
  return (size_t)PQgetlength(p->result, p->row, column);
}

static bool postgres_is_text(struct statement *st, int column) {
  Oid type = PQftype(postgres_of(st)->result, column);
  return (type == TYPE_TEXT || type == TYPE_VARCHAR || type == TYPE_NAME) &&
         !postgres_is_null(st, column);
}

static int postgres_columns(struct statement *st) {
  return PQnfields(postgres_of(st)->result);
}

static const char *postgres_column_name(struct statement *st, int column) {
  return PQfname(postgres_of(st)->result, column);
}

const struct engine postgres_engine = {
    .is_postgres = true,
    .prepare = postgres_prepare,
    .finalize = postgres_finalize,
    .step = postgres_step,
    .reset = postgres_reset,
    .clear = postgres_clear,
    .changes = postgres_changes,
    .last_id = postgres_last_id,
    .is_in_transaction = postgres_is_in_transaction,
    .bind_int = postgres_bind_int,
    .bind_double = postgres_bind_double,
    .bind_text = postgres_bind_text,
    .bind_blob = postgres_bind_bytes,
    .bind_null = postgres_bind_null,
    .read_int = postgres_read_int,
    .read_double = postgres_read_double,
    .read_chars = postgres_read_chars,
    .read_blob = postgres_read_blob,
    .size = postgres_size,
    .is_null = postgres_is_null,
    .is_text = postgres_is_text,
    .columns = postgres_columns,
    .column_name = postgres_column_name,
};
