#include "cli/output/print_csv.h"

#include <string.h>

#include "cli/output/print_cell.h"

/* OWASP, "CSV Injection": a cell that begins with one of these is evaluated. */
static bool print_csv_is_formula(const char *text) {
  return *text && strchr("=+-@\t\r", *text);
}

static enum err print_csv_cell(FILE *out, const json_t *value) {
  struct buf text = {0};
  if (json_is_string(value))
    print_cell_lines(&text, json_string_value(value));
  else
    print_cell(&text, value);
  enum err e = buf_status(&text);
  /* Nothing of a cell that is incomplete: what is left of it could mislead. */
  const char *s = e ? "" : buf_text(&text);
  /* A negative number begins with "-", but is no formula. */
  const char *mark = !json_is_number(value) && print_csv_is_formula(s) ? "'" : "";
  /* Quotes only where RFC 4180 (section 2) requires them; a quote within is doubled. */
  if (!s[strcspn(s, "\",\r\n")]) {
    fprintf(out, "%s%s", mark, s);
  } else {
    fprintf(out, "\"%s", mark);
    for (; *s; s++) {
      if (*s == '"')
        fputc('"', out);
      fputc(*s, out);
    }
    fputc('"', out);
  }
  buf_free(&text);
  return e;
}

enum err print_csv(FILE *out, json_t *rows) {
  const char *key, *between = "";
  json_t *row, *value;
  size_t i;
  enum err e = OK;
  /* All rows have the same keys, in the same order: Jansson keeps that of insertion.
   * Without rows there is no header either. */
  json_object_foreach(json_array_get(rows, 0), key, value) {
    fprintf(out, "%s%s", between, key);
    between = ",";
  }
  if (*between)
    /* RFC 4180, section 2: lines end with CRLF. */
    fputs("\r\n", out);
  json_array_foreach(rows, i, row) {
    between = "";
    json_object_foreach(row, key, value) {
      fputs(between, out);
      if (!e)
        e = print_csv_cell(out, value);
      between = ",";
    }
    fputs("\r\n", out);
  }
  return e;
}
