/* The rows of "post list" and their order. */
#ifndef CLI_POST_ORDER_H
#define CLI_POST_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/err.h"
#include "cli/command/command_line.h"
#include "db/model/article.h"

struct post_order_row;

/* {0} at first; post_order_free frees the rows. */
struct post_order {
  const char *by; /* "date", "modified", "title", "id"; NULL: as they are added */
  bool descending;
  struct post_order_row *rows;
  size_t count, room;
};

/* Reads --orderby and --order. False after complaining. */
bool post_order_read(const struct command_line *line, struct post_order *out);

/* Adds a row; takes over the reference, which may be NULL: ERR_NOMEM. */
enum err post_order_add(
    struct post_order *o, const struct article *r, json_t *row) MUST_USE;

/* The rows in order, as an array that the caller owns; NULL when out of memory. */
json_t *post_order_rows(struct post_order *o);

void post_order_free(struct post_order *o);

#endif
