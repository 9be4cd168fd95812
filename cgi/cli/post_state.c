#include "cli/post_state.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "cli/command/command_site.h"
#include "cli/command/confirm.h"
#include "site/publish/publish_state.h"

static enum err post_publish_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)context;
  return publish_set_status(
      site, a, id, ARTICLE_PUBLISH, "post publish", why, COMMAND_SITE_WHY);
}

/* Each of these commands takes any number of IDs; an ID that fails does not stop the
 * others (command_site_each). */
int post_publish(const struct command_line *line) {
  return command_site_each(line, "post", "Published", post_publish_one, NULL);
}

/* To a draft: the addresses answer 410 until the post is published again
 * (publish.h). */
static enum err post_unpublish_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)context;
  return publish_set_status(
      site, a, id, ARTICLE_DRAFT, "post unpublish", why, COMMAND_SITE_WHY);
}

int post_unpublish(const struct command_line *line) {
  return command_site_each(line, "post", "Unpublished", post_unpublish_one, NULL);
}

/* The date is read only now that the site is open and its time zone is set. */
static enum err post_schedule_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  const char *text = context;
  int64_t date;
  if (clock_parse(text, &date)) {
    snprintf(why, COMMAND_SITE_WHY,
        "not a date: \"%.60s\" (write it like 2026-11-24 or \"2026-11-24 09:30\")",
        text);
    return ERR_INVALID;
  }
  return publish_schedule(site, a, id, date, "post schedule", why, COMMAND_SITE_WHY);
}

int post_schedule(const struct command_line *line) {
  /* The last argument is the date; command_site_each must see only the IDs. */
  struct command_line ids = *line;
  ids.count--;
  return command_site_each(
      &ids, "post", "Scheduled", post_schedule_one, line->arguments[ids.count]);
}

/* A post that was not deleted has no reason of its own: the error says it all. */
static enum err post_delete_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)context;
  (void)why;
  return publish_delete(site, a, id);
}

int post_delete(const struct command_line *line) {
  if (!confirm(confirm_is_given(line),
          "Delete these posts and all their comments permanently?"))
    return EX_USAGE;
  return command_site_each(line, "post", "Deleted", post_delete_one, NULL);
}
