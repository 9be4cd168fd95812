/* How it works: everything is read first, into one structure; then it is shown, as
 * lines for people or as an object for programs. What cannot be known, because the
 * service is not running or belongs to another user, is left out. */
#include "cli/status.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/clock.h"
#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/print.h"
#include "cli/output/sparkline.h"
#include "db/cache_record.h"
#include "db/model/comment.h"
#include "db/model/stats.h"
#include "ops/ask_metrics.h"
#include "ops/service.h"
#include "site/cache/cache_epoch.h"
#include "site/core/backup_record.h"
#include "site/site_numbers.h"

enum {
  STATUS_DAYS = 30,
  STATUS_STATES = 4,
  STATUS_LABEL = 10, /* columns before what is said */
  STATUS_FRAME = 22, /* columns of a line with bars that are not bars */
  STATUS_MEMORY = 1 << 20
};

struct status {
  struct site *site;
  struct site_numbers numbers;
  int64_t comments[STATUS_STATES][STATUS_DAYS]; /* received a day; oldest first */
  int64_t today;                                /* number of the day */
  bool runs, answers; /* the service; and whether it told its metrics */
  struct ask_metrics metrics;
  struct backup_record backup; /* `at` 0: none */
};

/* Days of the site's time zone, numbered. */
static enum err status_day(int64_t t, int64_t *out) {
  struct civil c;
  enum err e = clock_civil(t, &c);
  if (!e)
    *out = (t + c.offset * INT64_C(60) * CLOCK_SECOND) / CLOCK_DAY;
  return e;
}

static enum err status_add_comment(void *context, int64_t t, const char *status) {
  struct status *s = context;
  enum comment_status state;
  int64_t day = 0;
  if (!status || !comment_status_find(status, &state))
    return ERR_DAMAGED;
  if (status_day(t, &day) || day > s->today || day <= s->today - STATUS_DAYS)
    return OK;
  s->comments[state][STATUS_DAYS - 1 - (s->today - day)]++;
  return OK;
}

static enum err status_read(struct status *s, struct arena *a) {
  const char *dir = s->site->dir;
  struct cache_record row;
  s->runs = service_runs(dir);
  s->answers = s->runs && ask_metrics(dir, &s->metrics) == OK;
  if (backup_record_read(dir, &s->backup))
    s->backup.at = 0;
  enum err e = status_day(clock_now(), &s->today);
  if (!e)
    e = stats_comments(s->site->db, status_add_comment, s);
  /* Without a page cache, nothing is said of it. */
  enum err ignored = e ? e : cache_epoch_attach(s->site, a, &row);
  (void)ignored;
  site_numbers_read(s->site, &s->numbers);
  return e;
}

static void status_label(const char *label) {
  printf("%-*s", STATUS_LABEL, label);
}

static void status_print_service(const struct status *s) {
  status_label("service");
  if (!s->runs)
    puts("not running");
  else if (!s->answers)
    puts("running");
  else
    printf("running, %lld worker%s; %lld request%s since it was started, %lld failed\n",
        (long long)s->metrics.workers, plural(s->metrics.workers),
        (long long)s->metrics.requests, plural(s->metrics.requests),
        (long long)s->metrics.failed);
}

/* As many of the last days as the terminal has columns for. All lines have one scale
 * each: a day with a flood of spam must not hide the others. */
static void status_print_comments(const struct status *s) {
  bool utf8 = sparkline_is_utf8();
  int room = sparkline_columns() - STATUS_FRAME;
  int days = room < STATUS_DAYS ? room < 1 ? 1 : room : STATUS_DAYS;
  printf("\n%-*scomments a day, the last %d days\n", STATUS_LABEL, "", days);
  for (int i = 0; i < STATUS_STATES; i++) {
    struct buf line = {0};
    const int64_t *values = s->comments[i] + STATUS_DAYS - days;
    int64_t sum = 0;
    for (int d = 0; d < days; d++)
      sum += values[d];
    sparkline(&line, values, (size_t)days, utf8);
    status_label(comment_status_name((enum comment_status)i));
    printf("%s %lld\n", buf_text(&line), (long long)sum);
    buf_free(&line);
  }
  putchar('\n');
}

static void status_print_queues(const struct site_numbers *n) {
  status_label("waiting");
  if (!n->readable)
    puts("the database cannot be read");
  else
    printf("%lld comment%s for approval\n", (long long)n->comments[0],
        plural(n->comments[0]));
  status_label("mail");
  for (int i = 0; n->readable && i < SITE_NUMBERS_MAILS; i++)
    printf("%s%lld %s", i ? ", " : "", (long long)n->mails[i], site_numbers_mail(i));
  putchar('\n');
}

static double status_mb(int64_t bytes) {
  return (double)(bytes > 0 ? bytes : 0) / 1e6;
}

static void status_print_sizes(const struct site_numbers *n) {
  status_label("database");
  printf("%.1f MB, write-ahead log %.1f MB; %.0f MB of the disk are free\n",
      status_mb(n->database_bytes), status_mb(n->wal_bytes), status_mb(n->free_bytes));
  status_label("cache");
  if (n->has_cache)
    printf("%lld page%s, %.1f of %.0f MB\n", (long long)n->cache_pages,
        plural(n->cache_pages), status_mb(n->cache_bytes), status_mb(n->cache_limit));
  else
    puts("off");
}

static void status_print_backup(const struct status *s) {
  char iso[CLOCK_ISO];
  int64_t limit = s->site->settings.backup_days * CLOCK_DAY;
  status_label("backup");
  if (!s->backup.at) {
    puts("none yet");
    return;
  }
  int64_t age = clock_now() - s->backup.at;
  clock_iso(s->backup.at, iso);
  printf("%s, verified%s: ", iso, limit && age > limit ? ", old" : "");
  print_name("", s->backup.file, "");
}

static void status_print(const struct status *s) {
  print_name("", s->site->settings.title, "");
  print_name("", s->site->settings.base_url, "");
  putchar('\n');
  status_print_service(s);
  status_print_comments(s);
  status_print_queues(&s->numbers);
  status_print_sizes(&s->numbers);
  status_print_backup(s);
}

static json_t *status_json_comments(const struct status *s) {
  json_t *all = json_object();
  for (int i = 0; i < STATUS_STATES; i++) {
    json_t *days = json_array();
    for (int d = 0; d < STATUS_DAYS; d++)
      json_array_append_new(days, json_integer(s->comments[i][d]));
    json_object_set_new(all, comment_status_name((enum comment_status)i), days);
  }
  return all;
}

static json_t *status_json_mails(const struct site_numbers *n) {
  json_t *all = json_object();
  for (int i = 0; n->readable && i < SITE_NUMBERS_MAILS; i++)
    json_object_set_new(all, site_numbers_mail(i), json_integer(n->mails[i]));
  return all;
}

static json_t *status_bytes(int64_t n) {
  return n < 0 ? json_null() : json_integer(n);
}

static json_t *status_json(const struct status *s) {
  const struct site_numbers *n = &s->numbers;
  return json_pack("{s:s, s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o,"
                   " s:o, s:o, s:o}",
      "title", s->site->settings.title, "base_url", s->site->settings.base_url,
      "running", (int)s->runs, "workers",
      s->answers ? json_integer(s->metrics.workers) : json_null(), "requests",
      s->answers ? json_integer(s->metrics.requests) : json_null(), "failed",
      s->answers ? json_integer(s->metrics.failed) : json_null(), "comments_a_day",
      status_json_comments(s), "waiting",
      n->readable ? json_integer(n->comments[0]) : json_null(), "mails",
      status_json_mails(n), "database_bytes", status_bytes(n->database_bytes),
      "wal_bytes", status_bytes(n->wal_bytes), "free_bytes",
      status_bytes(n->free_bytes), "cache_bytes",
      n->has_cache ? json_integer(n->cache_bytes) : json_null(), "cache_pages",
      n->has_cache ? json_integer(n->cache_pages) : json_null(), "last_backup",
      print_time(s->backup.at), "backup_file",
      s->backup.at ? json_string(s->backup.file) : json_null());
}

int status_run(const struct command_line *line) {
  enum print_format format;
  int code = 0;
  struct status s = {0};
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  s.site = command_site_open(line, COMMAND_SITE_READS, &code);
  if (!s.site)
    return code;
  struct arena *a = arena_new(STATUS_MEMORY);
  enum err e = a ? status_read(&s, a) : ERR_NOMEM;
  if (e) {
    complain("%s", err_text(e));
    code = exit_code_of(e);
  } else if (format == PRINT_TABLE) {
    status_print(&s);
  } else {
    code = print_object(status_json(&s), format);
  }
  arena_free(a);
  site_close(s.site);
  return code;
}
