#include "cli/comment_filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "cli/command/argument.h"
#include "cli/command/command_site.h"
#include "cli/output/complain.h"
#include "site/comments/comment_network.h"
#include "site/comments/comment_rules.h"

/* Longer than any address. */
enum { COMMENT_FILTER_ADDRESS = 64 };

static bool comment_filter_status(const char *typed, struct comment_filter *out) {
  enum comment_status status;
  /* "pending" is WordPress's word for comments that are held. */
  const char *wanted = argument_status(typed, "hold");
  if (argument_is_any(wanted))
    return true;
  /* Checked here, and not by the table of options, whose "a|b" is only for help and
   * completion. */
  if (!comment_status_find(wanted, &status)) {
    complain("unknown status \"%s\": use approve, hold, spam, trash or all", wanted);
    return false;
  }
  out->selection.statuses = COMMENT_SELECT(status);
  return true;
}

/* A mistyped rule would find nothing, and look as if there were nothing. */
static bool comment_filter_reason(const char *typed, struct comment_filter *out) {
  for (int i = 0; typed && i < COMMENT_RULES; i++)
    if (strcmp(comment_rule_name((enum comment_rule)i), typed) == 0)
      out->selection.reason = typed;
  if (typed && !*out->selection.reason)
    complain("unknown reason \"%s\": docs/comments.md lists them", typed);
  return !typed || *out->selection.reason;
}

/* In per cent, as lists show it. */
static bool comment_filter_score(const char *typed, struct comment_filter *out) {
  char *end = NULL;
  if (!typed)
    return true;
  double percent = strtod(typed, &end);
  if (end != typed && !*end && percent >= 0 && percent <= 100) {
    out->selection.min_score = percent / 100;
    return true;
  }
  complain("not a score: \"%s\" (write a number from 0 to 100)", typed);
  return false;
}

static const char *const comment_filter_names[] = {"status", "post", "author", "search",
    "ip", "since", "until", "reason", "min-score"};

/* An empty value, as of a variable of a script that is not set, would fit every
 * comment.
 */
static bool comment_filter_is_empty(const struct command_line *line, const char *name) {
  const char *value = command_line_value(line, name);
  if (!value || value[strspn(value, " \t\r\n")])
    return false;
  complain("--%s needs a value", name);
  return true;
}

bool comment_filter_read(const struct command_line *line, struct comment_filter *out) {
  *out = (struct comment_filter){.selection = comment_select_all};
  for (size_t i = 0; i < sizeof comment_filter_names / sizeof *comment_filter_names;
       i++) {
    if (comment_filter_is_empty(line, comment_filter_names[i]))
      return false;
    out->is_given = out->is_given || command_line_value(line, comment_filter_names[i]);
  }
  out->has_status = command_line_value(line, "status") != NULL;
  out->post = command_line_value(line, "post");
  out->ip = command_line_value(line, "ip");
  out->since = command_line_value(line, "since");
  out->until = command_line_value(line, "until");
  out->selection.author = command_line_value(line, "author");
  out->selection.search = command_line_value(line, "search");
  return comment_filter_status(command_line_value(line, "status"), out) &&
         comment_filter_reason(command_line_value(line, "reason"), out) &&
         comment_filter_score(command_line_value(line, "min-score"), out);
}

/* Only the hash of a whole network is stored, so that no other size can be found. */
static int comment_filter_network(struct site *site, struct comment_filter *f) {
  char address[COMMENT_FILTER_ADDRESS];
  if (!f->ip)
    return 0;
  size_t n = strcspn(f->ip, "/");
  snprintf(address, sizeof address, "%.*s", (int)(n < sizeof address ? n : 0), f->ip);
  const char *size = f->ip + n, *whole = strchr(address, ':') ? "/64" : "/32";
  if (*size && strcmp(size, whole) != 0) {
    complain("cannot look for \"%s\": only the network of a single sender is stored, as"
             " a hash, such as 192.0.2.7 or 2001:db8::/64",
        f->ip);
    return EX_USAGE;
  }
  if (!comment_network_hash(site, address, f->network)) {
    complain("not an IP address: \"%s\"", f->ip);
    return EX_USAGE;
  }
  f->selection.network = f->network;
  return 0;
}

/* "7d", "12h", "30m", "2w": that long before now. */
static bool comment_filter_ago(const char *text, int64_t *out) {
  static const struct {
    char unit;
    int64_t seconds;
  } units[] = {{'m', 60}, {'h', 3600}, {'d', 86400}, {'w', INT64_C(7) * 86400}};
  const size_t digits = strspn(text, "0123456789");
  /* Six digits of weeks are far from the end of 64 bits. Digits only: strtol also takes
   * a sign, and "-1d" would be a day that is still to come. */
  long n = digits > 0 && digits <= 6 ? strtol(text, NULL, 10) : -1;
  for (size_t i = 0; n >= 0 && i < sizeof units / sizeof units[0]; i++)
    if (text[digits] == units[i].unit && !text[digits + 1]) {
      *out = clock_now() - n * units[i].seconds * CLOCK_SECOND;
      return true;
    }
  return false;
}

static int comment_filter_time(const char *text, int64_t *out) {
  if (!text || comment_filter_ago(text, out) || !clock_parse(text, out))
    return 0;
  complain("not a date: \"%s\" (write it like 2026-11-24, \"2026-11-24 09:30\", or 7d"
           " for the last 7 days)",
      text);
  return EX_USAGE;
}

int comment_filter_resolve(
    struct site *site, struct arena *a, struct comment_filter *f) {
  int code = f->post
                 ? command_site_find(site, a, "post", f->post, &f->selection.article_id)
                 : 0;
  if (code == 0)
    code = comment_filter_network(site, f);
  if (code == 0)
    code = comment_filter_time(f->since, &f->selection.since);
  return code ? code : comment_filter_time(f->until, &f->selection.until);
}
