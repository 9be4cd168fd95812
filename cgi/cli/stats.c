/* How it works: the database counts articles by status and lists all times; the months
 * are counted here, because a month begins by the clock of the site's time zone, which
 * SQL does not know. */
#include "cli/stats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/command/command_site.h"
#include "cli/output/complain.h"
#include "cli/output/print.h"
#include "db/model/comment.h"
#include "db/model/stats.h"

enum {
  STATS_MONTHS = 12,
  /* A hundred years. */
  STATS_MOST = 1200,
  STATS_BAR = 24, /* columns */
  STATS_COLUMN = STATS_BAR + 10,
  STATS_NAME = 48 /* bytes of "2026-11" for any year */
};

/* The numbers of the last months, oldest month first. */
struct stats {
  int count;      /* of months */
  int64_t newest; /* the current month: year * 12 + month - 1 */
  int64_t posts[STATS_MOST], comments[STATS_MOST];
  int64_t by_status[4], older_posts, older_comments;
  json_t *articles; /* {"post": {"publish": 3}} */
};

/* Months are numbers in a row, so that the months between two dates are a
 * difference. */
static enum err stats_month(int64_t t, int64_t *out) {
  struct civil c;
  enum err e = clock_civil(t, &c);
  if (!e)
    *out = (int64_t)c.year * 12 + c.month - 1;
  return e;
}

/* Counts a date in its month. A date before the first month counts as older; one in the
 * future counts in the current month. */
static void stats_tally(
    const struct stats *s, int64_t t, int64_t *months, int64_t *older) {
  int64_t month = 0;
  if (stats_month(t, &month))
    return;
  int64_t back = s->newest > month ? s->newest - month : 0;
  if (back < s->count)
    months[s->count - 1 - back]++;
  else
    ++*older;
}

/* stats_posts and stats_comments share the type of visitor; only comments need the
 * status. */
static enum err stats_add_post(void *context, int64_t t, const char *status) {
  struct stats *s = context;
  (void)status;
  stats_tally(s, t, s->posts, &s->older_posts);
  return OK;
}

static enum err stats_add_comment(void *context, int64_t t, const char *status) {
  struct stats *s = context;
  enum comment_status known;
  /* The column has no other values: such a row was written by another program. */
  if (!status || !comment_status_find(status, &known))
    return ERR_DAMAGED;
  s->by_status[known]++;
  /* Months count what readers see, while by_status has everything. */
  if (known == COMMENT_APPROVE)
    stats_tally(s, t, s->comments, &s->older_comments);
  return OK;
}

static enum err stats_add_state(
    void *context, const char *type, const char *status, int64_t count) {
  struct stats *s = context;
  /* A borrowed reference: the object belongs to s->articles. */
  json_t *of_type = json_object_get(s->articles, type);
  if (!of_type) {
    of_type = json_object();
    json_object_set_new(s->articles, type, of_type);
  }
  return json_object_set_new(of_type, status, json_integer(count)) == 0 ? OK
                                                                        : ERR_NOMEM;
}

static enum err stats_read(struct site *site, struct arena *a, void *context) {
  struct stats *s = context;
  (void)a;
  /* Only now that the site is open is its time zone set. */
  enum err e = stats_month(clock_now(), &s->newest);
  if (!e)
    e = stats_states(site->db, stats_add_state, s);
  if (!e)
    e = stats_posts(site->db, stats_add_post, s);
  return e ? e : stats_comments(site->db, stats_add_comment, s);
}

static void stats_month_name(const struct stats *s, int i, char out[STATS_NAME]) {
  int64_t month = s->newest - s->count + 1 + i;
  snprintf(out, STATS_NAME, "%04lld-%02lld", (long long)(month / 12),
      (long long)(month % 12) + 1);
}

/* The oldest month first, as in the table. "earlier" is what the months leave out, so
 * that the sums are complete. */
static json_t *stats_json(const struct stats *s) {
  json_t *months = json_array(), *comments = json_object();
  for (int i = 0; i < s->count; i++) {
    char name[STATS_NAME];
    stats_month_name(s, i, name);
    json_array_append_new(
        months, json_pack("{s:s, s:I, s:I}", "month", name, "posts",
                    (json_int_t)s->posts[i], "comments", (json_int_t)s->comments[i]));
  }
  for (int i = 0; i < 4; i++)
    json_object_set_new(comments, comment_status_name((enum comment_status)i),
        json_integer(s->by_status[i]));
  /* "O" takes a reference of its own to s->articles, which stats_run releases; "o"
   * takes over the reference of the caller. */
  return json_pack("{s:O, s:o, s:o, s:{s:I, s:I}}", "articles", s->articles, "comments",
      comments, "months", months, "earlier", "posts", (json_int_t)s->older_posts,
      "comments", (json_int_t)s->older_comments);
}

static int64_t stats_largest(const int64_t *values, int count) {
  int64_t most = 0;
  for (int i = 0; i < count; i++)
    most = values[i] > most ? values[i] : most;
  return most;
}

/* Prints a bar and its number. The bar is drawn in eighths of a column, so that small
 * numbers differ too. */
static void stats_put_bar(int64_t value, int64_t most, bool last) {
  /* U+258F to U+2589, one eighth of a column to seven. */
  static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  /* Rounded up, so that a value above 0 has a bar of at least an eighth. */
  int64_t eighths = most ? (value * STATS_BAR * 8 + most - 1) / most : 0;
  int width = (int)(eighths / 8) + (eighths % 8 != 0);
  for (int64_t i = 0; i < eighths / 8; i++)
    fputs("█", stdout);
  int n = printf("%s%s%lld", parts[eighths % 8], width ? " " : "", (long long)value);
  /* printf counts bytes: a partial block is three of them, but one column. */
  int columns = (int)(eighths / 8) + n - (eighths % 8 ? 2 : 0);
  printf("%*s", last ? 0 : STATS_COLUMN - columns, "");
}

static void stats_print_months(const struct stats *s, bool bars) {
  int64_t posts = stats_largest(s->posts, s->count),
          comments = stats_largest(s->comments, s->count);
  printf("\n%-8s %-*s%s\n", "month", bars ? STATS_COLUMN : 10, "posts", "comments");
  for (int i = 0; i < s->count; i++) {
    char name[STATS_NAME];
    stats_month_name(s, i, name);
    printf("%-8s ", name);
    if (bars) {
      stats_put_bar(s->posts[i], posts, false);
      stats_put_bar(s->comments[i], comments, true);
    } else {
      printf("%-10lld%lld", (long long)s->posts[i], (long long)s->comments[i]);
    }
    putchar('\n');
  }
  printf("%-8s %-*lld%lld\n", "earlier", bars ? STATS_COLUMN : 10,
      (long long)s->older_posts, (long long)s->older_comments);
}

static void stats_print(const struct stats *s) {
  const char *type, *status;
  json_t *of_type, *count;
  json_object_foreach(s->articles, type, of_type) {
    printf("%-8s ", strcmp(type, "post") == 0 ? "posts" : "pages");
    json_object_foreach(of_type, status, count) {
      printf(" %s %lld", status, (long long)json_integer_value(count));
    }
    putchar('\n');
  }
  printf("%-8s ", "comments");
  for (int i = 0; i < 4; i++)
    printf(" %s %lld", comment_status_name((enum comment_status)i),
        (long long)s->by_status[i]);
  putchar('\n');
  /* A file or another program gets the numbers alone. */
  stats_print_months(s, isatty(STDOUT_FILENO));
}

int stats_run(const struct command_line *line) {
  enum print_format format;
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  /* It has two arrays of STATS_MOST numbers, 19 KB, and starts with zeros. */
  struct stats *s = calloc(1, sizeof *s);
  if (!s) {
    complain("%s", err_text(ERR_NOMEM));
    return EX_OSERR;
  }
  char *end = NULL;
  const char *wanted = command_line_value(line, "months");
  long months = wanted ? strtol(wanted, &end, 10) : STATS_MONTHS;
  s->articles = json_object();
  s->count = (int)months;
  int code = EX_USAGE;
  /* strtol limits a number that is too large to LONG_MAX, which this refuses too. */
  if ((end && *end) || months < 1 || months > STATS_MOST)
    complain("--months must be a number from 1 to %d", STATS_MOST);
  else
    code = command_site_read(line, (struct command_site_object){0}, stats_read, s);
  if (!code && format == PRINT_JSON)
    code = print_object(stats_json(s), format);
  else if (!code)
    stats_print(s);
  json_decref(s->articles);
  free(s);
  return code;
}
