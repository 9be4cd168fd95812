/* The blog in numbers, with bars on a terminal. */
#include "cli/command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/output/print.h"
#include "cli/work.h"
#include "db/model/comment.h"
#include "db/model/stats.h"

enum { MONTHS = 12, MOST_MONTHS = 1200, BAR = 24, MONTH = 48 };

/* The last months, the oldest first. */
struct stats {
  int count;      /* of them */
  int64_t newest; /* the month at hand: year * 12 + month - 1 */
  int64_t posts[MOST_MONTHS], comments[MOST_MONTHS];
  int64_t by_status[4], older_posts, older_comments;
  json_t *articles; /* {"post": {"publish": 3}} */
};

static enum err month_of(int64_t t, int64_t *out) {
  struct civil c;
  enum err e = clock_civil(t, &c);
  if (!e)
    *out = (int64_t)c.year * 12 + c.month - 1;
  return e;
}

/* What lies before the months shown is counted as one; a date to come is the last
 * month's. */
static void tally(const struct stats *s, int64_t t, int64_t *months, int64_t *older) {
  int64_t month = 0;
  if (month_of(t, &month))
    return;
  int64_t back = s->newest > month ? s->newest - month : 0;
  if (back < s->count)
    months[s->count - 1 - back]++;
  else
    ++*older;
}

static enum err add_post(void *context, int64_t t, const char *status) {
  struct stats *s = context;
  (void)status;
  tally(s, t, s->posts, &s->older_posts);
  return OK;
}

static enum err add_comment(void *context, int64_t t, const char *status) {
  struct stats *s = context;
  enum comment_status known;
  if (!status || !comment_status_find(status, &known))
    return ERR_DAMAGED;
  s->by_status[known]++;
  if (known == COMMENT_APPROVE)
    tally(s, t, s->comments, &s->older_comments);
  return OK;
}

static enum err add_state(
    void *context, const char *type, const char *status, int64_t count) {
  struct stats *s = context;
  json_t *of_type = json_object_get(s->articles, type);
  if (!of_type) {
    of_type = json_object();
    json_object_set_new(s->articles, type, of_type);
  }
  return json_object_set_new(of_type, status, json_integer(count)) == 0 ? OK
                                                                        : ERR_NOMEM;
}

static enum err read_all(struct site *site, struct arena *a, void *context) {
  struct stats *s = context;
  (void)a;
  /* Here, not before: the settings name the time zone. */
  enum err e = month_of(clock_now(), &s->newest);
  if (!e)
    e = stats_states(site->db, add_state, s);
  if (!e)
    e = stats_posts(site->db, add_post, s);
  return e ? e : stats_comments(site->db, add_comment, s);
}

static void month_name(const struct stats *s, int i, char out[MONTH]) {
  int64_t month = s->newest - s->count + 1 + i;
  snprintf(out, MONTH, "%04lld-%02lld", (long long)(month / 12),
      (long long)(month % 12) + 1);
}

static json_t *stats_json(const struct stats *s) {
  json_t *months = json_array(), *comments = json_object();
  for (int i = 0; i < s->count; i++) {
    char name[MONTH];
    month_name(s, i, name);
    json_array_append_new(
        months, json_pack("{s:s, s:I, s:I}", "month", name, "posts",
                    (json_int_t)s->posts[i], "comments", (json_int_t)s->comments[i]));
  }
  for (int i = 0; i < 4; i++)
    json_object_set_new(comments, comment_status_name((enum comment_status)i),
        json_integer(s->by_status[i]));
  return json_pack("{s:O, s:o, s:o, s:{s:I, s:I}}", "articles", s->articles, "comments",
      comments, "months", months, "earlier", "posts", (json_int_t)s->older_posts,
      "comments", (json_int_t)s->older_comments);
}

static int64_t largest(const int64_t *values, int count) {
  int64_t most = 0;
  for (int i = 0; i < count; i++)
    most = values[i] > most ? values[i] : most;
  return most;
}

/* A bar of eighths of a column, so that small numbers differ too, and the number. */
static void put_bar(int64_t value, int64_t most, bool last) {
  static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  int64_t eighths = most ? (value * BAR * 8 + most - 1) / most : 0;
  int width = (int)(eighths / 8) + (eighths % 8 != 0);
  for (int64_t i = 0; i < eighths / 8; i++)
    fputs("█", stdout);
  int n = printf("%s%s%lld", parts[eighths % 8], width ? " " : "", (long long)value);
  /* Bytes that are no columns: a part is one character of three. */
  int columns = (int)(eighths / 8) + n - (eighths % 8 ? 2 : 0);
  printf("%*s", last ? 0 : BAR + 10 - columns, "");
}

static void print_months(const struct stats *s, bool bars) {
  int64_t posts = largest(s->posts, s->count),
          comments = largest(s->comments, s->count);
  printf("\n%-8s %-*s%s\n", "month", bars ? BAR + 10 : 10, "posts", "comments");
  for (int i = 0; i < s->count; i++) {
    char name[MONTH];
    month_name(s, i, name);
    printf("%-8s ", name);
    if (bars) {
      put_bar(s->posts[i], posts, false);
      put_bar(s->comments[i], comments, true);
    } else {
      printf("%-10lld%lld", (long long)s->posts[i], (long long)s->comments[i]);
    }
    putchar('\n');
  }
  printf("%-8s %-*lld%lld\n", "earlier", bars ? BAR + 10 : 10,
      (long long)s->older_posts, (long long)s->older_comments);
}

static void print_stats(const struct stats *s) {
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
  print_months(s, isatty(STDOUT_FILENO));
}

int stats_run(const struct command_line *line) {
  enum print_format format;
  if (!print_format(line->values[0], PRINT_OBJECT, &format))
    return EX_USAGE;
  struct stats *s = calloc(1, sizeof *s);
  if (!s)
    return EX_OSERR;
  char *end = NULL;
  long months = line->values[1] ? strtol(line->values[1], &end, 10) : MONTHS;
  s->articles = json_object();
  s->count = (int)months;
  int code = EX_USAGE;
  if ((end && *end) || months < 1 || months > MOST_MONTHS)
    command_complain("--months wants a number from 1 to %d", MOST_MONTHS);
  else
    code = work_read(line, NULL, 0, read_all, s);
  if (!code && format == PRINT_JSON)
    print_object(stats_json(s), format);
  else if (!code)
    print_stats(s);
  json_decref(s->articles);
  free(s);
  return code;
}
