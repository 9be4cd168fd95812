#include "db/postgres/postgres_text.h"

#include <string.h>

/* The length of a string or a name with both of its quotes. A doubled quote inside is
 * the end of one string and the beginning of the next, which comes to the same. */
static size_t postgres_text_quoted(const char *sql) {
  const char *end = strchr(sql + 1, *sql);
  return end ? (size_t)(end + 1 - sql) : strlen(sql);
}

int postgres_text(struct buf *out, const char *sql) {
  int largest = 0;
  for (;;) {
    size_t plain = strcspn(sql, "?'\"");
    buf_add(out, sql, plain);
    sql += plain;
    if (!*sql)
      return largest;
    if (*sql != '?') {
      size_t quoted = postgres_text_quoted(sql);
      buf_add(out, sql, quoted);
      sql += quoted;
      continue;
    }
    int n = 0;
    for (sql++; *sql >= '0' && *sql <= '9'; sql++)
      n = n * 10 + (*sql - '0');
    n = n ? n : largest + 1;
    largest = n > largest ? n : largest;
    buf_printf(out, "$%d", n);
  }
}
