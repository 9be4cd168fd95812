#include "db/statement_value.h"

#include <string.h>

#include "db/engine.h"

void statement_bind_int(struct statement *st, int i, int64_t value) {
  st->engine->bind_int(st, i, value);
}

void statement_bind_double(struct statement *st, int i, double value) {
  st->engine->bind_double(st, i, value);
}

void statement_bind_null(struct statement *st, int i) {
  st->engine->bind_null(st, i);
}

void statement_bind_text(struct statement *st, int i, const char *text) {
  st->engine->bind_text(st, i, text, text ? strlen(text) : 0);
}

void statement_bind_chars(struct statement *st, int i, const char *text, size_t size) {
  st->engine->bind_text(st, i, text, size);
}

void statement_bind_blob(struct statement *st, int i, const void *data, size_t size) {
  st->engine->bind_blob(st, i, data, size);
}

int64_t statement_int(struct statement *st, int column) {
  return st->engine->read_int(st, column);
}

double statement_double(struct statement *st, int column) {
  return st->engine->read_double(st, column);
}

bool statement_is_null(struct statement *st, int column) {
  return st->engine->is_null(st, column);
}

bool statement_is_text(struct statement *st, int column) {
  return st->engine->is_text(st, column);
}

const char *statement_chars(struct statement *st, int column) {
  return st->engine->read_chars(st, column);
}

const void *statement_blob(struct statement *st, int column) {
  return st->engine->read_blob(st, column);
}

size_t statement_size(struct statement *st, int column) {
  return st->engine->size(st, column);
}

int statement_columns(struct statement *st) {
  return st->engine->columns(st);
}

const char *statement_column_name(struct statement *st, int column) {
  return st->engine->column_name(st, column);
}
