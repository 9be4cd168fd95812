#include "cli/post_order.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "cli/output/complain.h"

struct post_order_row {
  int64_t number; /* the key, unless it is the title */
  int64_t id;
  char *title; /* NULL for another key */
  json_t *row;
};

bool post_order_read(const struct command_line *line, struct post_order *out) {
  static const char *const keys[] = {"date", "modified", "title", "id", NULL};
  const char *by = command_line_value(line, "orderby");
  const char *order = command_line_value(line, "order");
  size_t i = 0;
  while (by && keys[i] && strcmp(keys[i], by) != 0)
    i++;
  if (by && !keys[i]) {
    complain("cannot order by \"%s\": use date, modified, title or id", by);
    return false;
  }
  /* WordPress and its users write these in capitals, too. */
  if (order && strcasecmp(order, "asc") != 0 && strcasecmp(order, "desc") != 0) {
    complain("unknown order \"%s\": use asc or desc", order);
    return false;
  }
  /* An order alone is of the date, as the list is without options. */
  *out = (struct post_order){.by = !by && order ? "date" : by};
  /* Titles are read from A to Z; of all else, the newest comes first. */
  out->descending = order ? strcasecmp(order, "desc") == 0
                          : !out->by || strcmp(out->by, "title") != 0;
  return true;
}

static int64_t post_order_number(const struct post_order *o, const struct article *r) {
  if (strcmp(o->by, "modified") == 0)
    return r->updated_at;
  /* A draft without a date has 0 and counts as the oldest. */
  return strcmp(o->by, "date") == 0 ? r->published_at : r->id;
}

enum err post_order_add(struct post_order *o, const struct article *r, json_t *row) {
  struct post_order_row *rows =
      row ? array_grow(o->rows, o->count, &o->room, sizeof *rows) : NULL;
  if (!rows) {
    json_decref(row);
    return ERR_NOMEM;
  }
  o->rows = rows;
  struct post_order_row *next = &o->rows[o->count++];
  *next = (struct post_order_row){.id = r->id, .row = row};
  if (!o->by)
    return OK;
  if (strcmp(o->by, "title") != 0)
    next->number = post_order_number(o, r);
  else if (!(next->title = strdup(r->title)))
    return ERR_NOMEM;
  return OK;
}

/* Equal keys are told apart by ID: qsort does not keep their order. */
static int post_order_compare(const void *a, const void *b) {
  const struct post_order_row *x = a, *y = b;
  int order = x->title && y->title ? strcasecmp(x->title, y->title)
                                   : (x->number > y->number) - (x->number < y->number);
  return order ? order : (x->id > y->id) - (x->id < y->id);
}

json_t *post_order_rows(struct post_order *o) {
  json_t *rows = json_array();
  /* Without a key the rows stay as they came: newest first, or by relevance if the list
   * is a search. */
  if (o->by && o->count)
    qsort(o->rows, o->count, sizeof *o->rows, post_order_compare);
  for (size_t i = 0; rows && i < o->count; i++) {
    const struct post_order_row *r =
        &o->rows[o->by && o->descending ? o->count - 1 - i : i];
    /* Without "_new", the array takes a reference of its own: post_order_free releases
     * the rows in any case. */
    if (json_array_append(rows, r->row) != 0) {
      json_decref(rows);
      rows = NULL;
    }
  }
  return rows;
}

void post_order_free(struct post_order *o) {
  for (size_t i = 0; i < o->count; i++) {
    free(o->rows[i].title);
    json_decref(o->rows[i].row);
  }
  free(o->rows);
  *o = (struct post_order){0};
}
