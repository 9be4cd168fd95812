#include "cli/comment_block.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/clock.h"
#include "cli/command/command_site.h"
#include "cli/output/print.h"
#include "db/model/blocked_network.h"
#include "site/comments/comment_network.h"

static enum err comment_block_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  int64_t block;
  (void)a;
  (void)context;
  enum err e = comment_network_block(site, id, clock_now(), &block);
  if (e == ERR_GONE)
    snprintf(why, COMMAND_SITE_WHY,
        "where it came from is not known: networks are remembered for 30 days, and those"
        " of imported comments not at all");
  /* The command can be repeated. */
  return e == ERR_EXISTS ? OK : e;
}

int comment_block(const struct command_line *line) {
  return command_site_each(
      line, "comment", "Blocked the network of", comment_block_one, NULL);
}

static enum err comment_unblock_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)a;
  (void)context;
  enum err e = comment_network_unblock(site, id);
  if (e == ERR_NOT_FOUND)
    snprintf(why, COMMAND_SITE_WHY,
        "there is no such block: \"pamphlet comment blocked\" lists them");
  return e;
}

/* By the number of the block, not of the comment: after 30 days nothing connects the
 * two. */
int comment_unblock(const struct command_line *line) {
  return command_site_each(line, "block", "Removed", comment_unblock_one, NULL);
}

static enum err comment_block_add_row(void *context, const struct blocked_network *n) {
  json_t *row = json_pack("{s:I, s:o, s:I}", "id", (json_int_t)n->id, "date",
      print_time(n->created_at), "comments", (json_int_t)n->comments);
  return row && json_array_append_new(context, row) == 0 ? OK : ERR_NOMEM;
}

static enum err comment_block_read(struct site *site, struct arena *a, void *context) {
  (void)a;
  return blocked_network_each(site->db, comment_block_add_row, context);
}

int comment_blocked(const struct command_line *line) {
  enum print_format format;
  if (!print_format(command_line_value(line, "format"), PRINT_LIST, &format))
    return EX_USAGE;
  json_t *rows = json_array();
  int code = command_site_read(
      line, (struct command_site_object){NULL, NULL, NULL}, comment_block_read, rows);
  if (!code)
    code = print_rows(json_incref(rows), format);
  json_decref(rows);
  return code;
}
