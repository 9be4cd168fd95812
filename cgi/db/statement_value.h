/* Inside db/ only: the values that are bound to a statement, and those of its rows. */
#ifndef DB_STATEMENT_VALUE_H
#define DB_STATEMENT_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A prepared statement. */
struct statement;

/* These bind the value at position `i`, from 1. A failure, such as memory, is that of
 * running the statement. */
void statement_bind_int(struct statement *st, int i, int64_t value);
void statement_bind_double(struct statement *st, int i, double value);
void statement_bind_null(struct statement *st, int i);

/* These do the same; what they bind must live until the statement has run. NULL binds
 * NULL. `size` is in bytes. */
void statement_bind_text(struct statement *st, int i, const char *text);
void statement_bind_chars(struct statement *st, int i, const char *text, size_t size);
void statement_bind_blob(struct statement *st, int i, const void *data, size_t size);

/* The values of the current row, by column, from 0. An integer or a number of NULL is
 * 0. */
int64_t statement_int(struct statement *st, int column);
double statement_double(struct statement *st, int column);
bool statement_is_null(struct statement *st, int column);
bool statement_is_text(struct statement *st, int column);

/* Text, ended by NUL, and bytes, until the statement is stepped or reset. NULL for
 * NULL, and when out of memory. */
const char *statement_chars(struct statement *st, int column);
const void *statement_blob(struct statement *st, int column);

/* The size of a text or of bytes; to be asked after these were read. */
size_t statement_size(struct statement *st, int column);

/* The number of columns, and the name of one. */
int statement_columns(struct statement *st);
const char *statement_column_name(struct statement *st, int column);

#endif
