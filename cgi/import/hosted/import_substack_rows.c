#include "import/hosted/import_substack_rows.h"

#include <csv.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

enum { MOST_COLUMNS = 64, BLOCK = 1 << 20 };

static const struct import_substack_column {
  const char *name;
  size_t offset; /* in struct import_substack_row */
} import_substack_rows_columns[] = {
    {"post_id", offsetof(struct import_substack_row, id)},
    {"post_date", offsetof(struct import_substack_row, date)},
    {"is_published", offsetof(struct import_substack_row, is_published)},
    {"email_sent_at", offsetof(struct import_substack_row, sent_at)},
    {"type", offsetof(struct import_substack_row, type)},
    {"audience", offsetof(struct import_substack_row, audience)},
    {"title", offsetof(struct import_substack_row, title)},
    {"subtitle", offsetof(struct import_substack_row, subtitle)},
    {"podcast_url", offsetof(struct import_substack_row, podcast)},
};
enum {
  COLUMNS = sizeof import_substack_rows_columns / sizeof(struct import_substack_column)
};

struct import_substack_reader {
  struct arena *arena;
  struct import_substack_rows *rows;
  const struct import_substack_column *columns[MOST_COLUMNS]; /* NULL: unknown */
  size_t at;                                                  /* the current column */
  bool has_header, has_id, has_state;
  struct import_substack_row row;
  enum err e;
};

static void import_substack_rows_head(
    struct import_substack_reader *r, const char *text) {
  if (r->at >= MOST_COLUMNS)
    return;
  for (size_t i = 0; i < COLUMNS; i++)
    if (strcasecmp(import_substack_rows_columns[i].name, text) == 0)
      r->columns[r->at] = &import_substack_rows_columns[i];
  r->has_id |= strcasecmp(text, "post_id") == 0;
  r->has_state |= strcasecmp(text, "is_published") == 0;
}

static void import_substack_rows_field(void *data, size_t n, void *context) {
  struct import_substack_reader *r = context;
  struct buf plain = {0};
  char *text = n ? arena_strndup(r->arena, data, n) : arena_strdup(r->arena, "");
  if (text && n)
    utf8_plain(&plain, text);
  char *copy =
      text && !buf_status(&plain) ? arena_strdup(r->arena, buf_text(&plain)) : NULL;
  buf_free(&plain);
  if (!copy)
    r->e = ERR_NOMEM;
  else if (!r->has_header)
    import_substack_rows_head(r, copy);
  else if (r->at < MOST_COLUMNS && r->columns[r->at])
    *(const char **)((char *)&r->row + r->columns[r->at]->offset) = copy;
  r->at++;
}

static const struct import_substack_row import_substack_rows_empty = {
    "", "", "", "", "", "", "", "", ""};

static void import_substack_rows_end(int last, void *context) {
  struct import_substack_reader *r = context;
  struct import_substack_rows *rows = r->rows;
  (void)last;
  r->at = 0;
  if (r->has_header && *r->row.id && !r->e) {
    struct import_substack_row *items =
        arena_grow(r->arena, rows->items, rows->count, &rows->cap, sizeof *items);
    if (items) {
      rows->items = items;
      items[rows->count++] = r->row;
    } else {
      r->e = ERR_NOMEM;
    }
  }
  r->has_header = true;
  r->row = import_substack_rows_empty;
}

enum err import_substack_rows_read(
    struct arena *a, const char *text, size_t n, struct import_substack_rows *out) {
  struct import_substack_rows rows = {0};
  struct import_substack_reader r = {
      .arena = a, .rows = &rows, .row = import_substack_rows_empty};
  struct csv_parser parser;
  if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
    text += 3;
    n -= 3;
  }
  if (csv_init(&parser, 0) != 0)
    return ERR_NOMEM;
  /* Growing by the 128 bytes of the library would take the square of a field's size. */
  csv_set_blk_size(&parser, BLOCK);
  /* A spreadsheet of a country with decimal commas has saved it. */
  const char *line = memchr(text, '\n', n);
  if (line && memchr(text, ';', (size_t)(line - text)) &&
      !memchr(text, ',', (size_t)(line - text)))
    csv_set_delim(&parser, ';');
  if (csv_parse(&parser, text, n, import_substack_rows_field, import_substack_rows_end,
          &r) != n ||
      csv_fini(&parser, import_substack_rows_field, import_substack_rows_end, &r) != 0)
    r.e = ERR_NOMEM;
  csv_free(&parser);
  if (!r.e && !(r.has_id && r.has_state))
    r.e = ERR_INVALID;
  if (!r.e)
    *out = rows;
  return r.e;
}

const struct import_substack_row *import_substack_rows_find(
    const struct import_substack_rows *rows, const char *name, size_t n) {
  size_t digits = strspn(name, "0123456789");
  const struct import_substack_row *by_name = NULL, *by_number = NULL;
  for (size_t i = 0; i < rows->count; i++) {
    const struct import_substack_row *row = &rows->items[i];
    size_t length = strlen(row->id);
    bool is_open =
        import_substack_rows_is_published(row) && import_substack_rows_is_public(row);
    /* Of several rows, one that keeps the post from the public counts. */
    if (length == n && memcmp(row->id, name, n) == 0) {
      if (!is_open)
        return row;
      by_name = by_name ? by_name : row;
    }
    if (!by_number && digits && length == digits && memcmp(row->id, name, digits) == 0)
      by_number = row;
  }
  return by_name ? by_name : by_number;
}

bool import_substack_rows_is_published(const struct import_substack_row *row) {
  static const char *const words[] = {"true", "t", "1", "yes"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (strcasecmp(words[i], row->is_published) == 0)
      return true;
  return false;
}

bool import_substack_rows_is_public(const struct import_substack_row *row) {
  /* Every other audience, also one that is not known yet, has to subscribe or to
   * pay. */
  return strcasecmp(row->audience, "everyone") == 0;
}
