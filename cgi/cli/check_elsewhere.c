#include "cli/check_elsewhere.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/progress.h"

struct check_elsewhere_option {
  const char *name;
  int64_t least, most, otherwise, unit;
  int64_t *out;
};

static bool check_elsewhere_number(
    const struct command_line *line, const struct check_elsewhere_option *o) {
  const char *given = command_line_value(line, o->name);
  char *end = NULL;
  long long n = given ? strtoll(given, &end, 10) : o->otherwise;
  if (given && (!*given || *end || n < o->least || n > o->most)) {
    complain("--%s must be a number from %lld to %lld", o->name, (long long)o->least,
        (long long)o->most);
    return false;
  }
  if (given && !command_line_flag(line, "external")) {
    complain("--%s needs --links --external", o->name);
    return false;
  }
  *o->out = n * o->unit;
  return true;
}

bool check_elsewhere_limits(
    const struct command_line *line, struct link_elsewhere_limits *out) {
  struct link_elsewhere_limits l = {0, 0, 0, 0};
  const struct check_elsewhere_option options[] = {
      {"limit", 1, 1000000, 1000, 1, &l.most},
      {"timeout", 1, 600, 20, CLOCK_SECOND, &l.timeout},
      {"pause", 0, 600, 1, CLOCK_SECOND, &l.pause},
      {"duration", 1, 10000, 30, 60 * CLOCK_SECOND, &l.duration},
  };
  if (command_line_flag(line, "external") && !command_line_flag(line, "links")) {
    complain("--external needs --links");
    return false;
  }
  for (size_t i = 0; i < sizeof options / sizeof *options; i++)
    if (!check_elsewhere_number(line, &options[i]))
      return false;
  *out = l;
  return true;
}

static volatile sig_atomic_t check_elsewhere_signal;

static void check_elsewhere_catch(int number) {
  check_elsewhere_signal = number;
}

static bool check_elsewhere_is_stopped(void *context) {
  (void)context;
  return check_elsewhere_signal;
}

/* A cron job would mail every line of it. */
static void check_elsewhere_begin(void *context, int64_t addresses) {
  progress_start(context, "addresses", addresses, !isatty(STDERR_FILENO));
}

static void check_elsewhere_step(void *context) {
  progress_step(context);
}

enum err check_elsewhere_ask(struct link_elsewhere *l,
    const struct link_elsewhere_limits *limits, struct link_elsewhere_counts *counts,
    bool *is_interrupted) {
  struct progress progress = {0};
  const struct link_elsewhere_watcher watcher = {check_elsewhere_begin,
      check_elsewhere_step, check_elsewhere_is_stopped, &progress};
  struct sigaction action = {.sa_handler = check_elsewhere_catch,
                       .sa_flags = (int)SA_RESETHAND},
                   interrupt, end;
  sigemptyset(&action.sa_mask);
  check_elsewhere_signal = 0;
  sigaction(SIGINT, &action, &interrupt);
  sigaction(SIGTERM, &action, &end);
  enum err e = link_elsewhere_ask(l, limits, &watcher, counts);
  sigaction(SIGINT, &interrupt, NULL);
  sigaction(SIGTERM, &end, NULL);
  progress_end(&progress);
  if (!e)
    *is_interrupted = check_elsewhere_signal != 0;
  return e;
}

void check_elsewhere_summary(
    const struct link_elsewhere_counts *counts, bool is_interrupted) {
  printf(
      "Asked about %lld of %lld different addresses in %lld link%s to other sites%s.\n",
      (long long)counts->answered, (long long)counts->addresses,
      (long long)counts->links, plural(counts->links),
      is_interrupted ? " before the interruption" : "");
  if (counts->is_offline)
    printf("No other site could be reached: is this machine online?\n");
  else if (counts->answered < counts->addresses && !is_interrupted)
    printf("The rest is over the limits: see --limit and --duration.\n");
}
