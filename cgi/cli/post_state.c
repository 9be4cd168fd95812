/* The life of posts: published, taken back, planned, deleted. */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "cli/command/command.h"
#include "cli/confirm.h"
#include "cli/work.h"
#include "site/publish/publish.h"

static enum err publish_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)context;
  return publish_set_status(site, a, id, ARTICLE_PUBLISH, why, WORK_WHY);
}

int post_publish(const struct command_line *line) {
  return work_each(line, "post", "Published", publish_one, NULL);
}

static enum err unpublish_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)context;
  return publish_set_status(site, a, id, ARTICLE_DRAFT, why, WORK_WHY);
}

int post_unpublish(const struct command_line *line) {
  return work_each(line, "post", "Unpublished", unpublish_one, NULL);
}

/* The date is read here: only now is the site's time zone known. */
static enum err schedule_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  const char *text = context;
  int64_t date;
  if (clock_parse(text, &date)) {
    snprintf(why, WORK_WHY,
        "\"%.60s\" is no date: write it like 2026-11-24 or \"2026-11-24 09:30\"", text);
    return ERR_INVALID;
  }
  return publish_schedule(site, a, id, date, why, WORK_WHY);
}

int post_schedule(const struct command_line *line) {
  struct command_line ids = *line;
  ids.count--;
  return work_each(&ids, "post", "Scheduled", schedule_one, line->arguments[ids.count]);
}

static enum err delete_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)context;
  (void)why;
  return publish_delete(site, a, id);
}

int post_delete(const struct command_line *line) {
  if (!confirm(
          line->values[0] || line->values[1], "Delete for good, with all comments?"))
    return EX_USAGE;
  return work_each(line, "post", "Deleted", delete_one, NULL);
}
