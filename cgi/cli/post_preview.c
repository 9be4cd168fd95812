#include "cli/post_preview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "cli/command/command_site.h"
#include "cli/output/complain.h"
#include "db/model/article.h"
#include "db/model/preview.h"
#include "db/txn.h"
#include "site/core/permalink.h"
#include "site/core/preview_link.h"

enum { MOST_DAYS = 366, MOST_DIGITS = 6 };

/* "3d", "12h", "30m", "2w". */
static bool post_preview_time(const char *text, int64_t *out) {
  static const struct {
    char unit;
    int64_t seconds;
  } units[] = {{'m', 60}, {'h', 3600}, {'d', 86400}, {'w', INT64_C(7) * 86400}};
  size_t digits = strspn(text, "0123456789");
  int64_t n = digits && digits <= MOST_DIGITS ? strtoll(text, NULL, 10) : 0;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (n > 0 && text[digits] == units[i].unit && !text[digits + 1] &&
        n * units[i].seconds <= (int64_t)MOST_DAYS * 86400) {
      *out = n * units[i].seconds * CLOCK_SECOND;
      return true;
    }
  complain("--for=%s: write it like 3d, 12h or 2w; at most %d days", text, MOST_DAYS);
  return false;
}

struct post_preview {
  int64_t id, time;
};

static enum err post_preview_read(struct site *site, struct arena *a, void *context) {
  struct post_preview *p = context;
  struct article r;
  const char *url = NULL;
  enum err e = article_by_id(site->db, a, p->id, &r);
  if (e)
    return e;
  if (r.status == ARTICLE_PUBLISH) {
    const char *path = permalink_encode(a, r.permalink);
    url = path ? arena_join(a, site->settings.base_url, path, NULL) : NULL;
    e = url ? OK : ERR_NOMEM;
    complain_notice("post %lld is published: this is its address", (long long)p->id);
  } else {
    e = preview_link(site, a, p->id, clock_now() + p->time, &url);
  }
  /* The arena ends with the site, so it is printed here. */
  if (!e)
    printf("%s\n", url);
  return e;
}

static enum err post_preview_change(struct db *s, void *context) {
  const int64_t *id = context;
  return preview_revoke(s, *id);
}

static enum err post_preview_revoke(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  struct article r;
  (void)context;
  (void)why;
  enum err e = article_by_id(site->db, a, id, &r);
  return e ? e : txn_write(site->db, post_preview_change, &id);
}

int post_preview(const struct command_line *line) {
  struct post_preview p = {0};
  const char *time = command_line_value(line, "for");
  if (command_line_flag(line, "revoke"))
    return command_site_each(
        line, "post", "Revoked the preview links of", post_preview_revoke, NULL);
  if (line->count > 1) {
    complain("a preview is of one article: give one ID");
    return EX_USAGE;
  }
  if (!post_preview_time(time ? time : "3d", &p.time))
    return EX_USAGE;
  return command_site_read(line,
      (struct command_site_object){"post", line->arguments[0], &p.id},
      post_preview_read, &p);
}
