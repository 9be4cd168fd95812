/* A blog that a seeded random walk changes, step by step, in all ways in which it can
 * be written. */
#ifndef CACHE_WALK_H
#define CACHE_WALK_H

#include <unistd.h>

#include "base/clock.h"
#include "db/model/comment_admin.h"
#include "site/cache/cache_epoch.h"
#include "site/comments/comment_closing.h"
#include "site/comments/comment_edit.h"
#include "site/comments/comment_moderate.h"
#include "site/comments/comment_move.h"
#include "site/comments/comment_submit.h"
#include "site/publish/publish.h"
#include "site/site_open.h"
#include "support_site.h"

/* The site must not grow, or a long walk would never end. */
enum { MOST_ARTICLES = 24, MOST_COMMENTS = 100 };

/* What a step wrote. */
enum step {
  SAVE_NEW,
  SAVE_OVER,
  SET_STATUS,
  DELETE_ARTICLE,
  COMMENT,
  MODERATE,
  DELETE_COMMENT,
  EDIT_COMMENT,
  MOVE_COMMENT,
  CLOSE,
  DUE,
  STEP_KINDS
};
static const char *const step_names[STEP_KINDS] = {"new article", "changed article",
    "status", "deleted article", "comment", "moderation", "deleted comment",
    "edited comment", "moved comment", "closing", "due"};

/* `web` remembers what it has rendered; `forgetful` does not. */
static struct site *web, *forgetful, *command, *scheduler;
static char *folder;
static int64_t articles[MOST_ARTICLES], clock_at;
static unsigned seed;

static unsigned draw(unsigned n) {
  seed = seed * 1103515245u + 12345u;
  return (seed >> 8) % n;
}

static struct site *open_site(enum role role) {
  char why[400] = "";
  struct site *s = NULL;
  enum err e = site_open(&s, folder, role, why, sizeof why);
  if (e)
    fail_msg("%s: %s", err_name(e), why);
  return s;
}

static int set_up(void **state) {
  char why[400] = "";
  char ini[300];
  const char *way = getenv("PAMPHLET_WALK_SEED");
  const struct settings_initial choice = {.title = "Walk"};
  (void)state;
  folder = support_folder();
  assert_err(site_create(folder, &choice, why, sizeof why), OK);
  /* Both orders of comments have pages of their own to go stale. */
  bool newest = way && strtoul(way, NULL, 10) % 2 == 0;
  snprintf(ini, sizeof ini,
      "[site]\ntitle = Walk\nbase_url = http://localhost\nper_page = 3\n"
      "[comments]\nmoderation = none\n"
      "flood_seconds = 0\nnetwork_limit = 0\narticle_limit = 0\nsite_limit = 0\n"
      "max_depth = 3\npage_size = 2\norder = %s\n",
      newest ? "newest" : "oldest");
  support_write(folder, "site.ini", ini);
  scheduler = open_site(ROLE_SCHEDULER);
  struct arena *a = arena_new(1 << 20);
  assert_err(cache_epoch_start(scheduler, a, why, sizeof why), OK);
  assert_string_equal(why, "");
  arena_free(a);
  web = open_site(ROLE_WEB);
  forgetful = open_site(ROLE_WEB);
  command = open_site(ROLE_COMMAND);
  clock_at = INT64_C(1700000000) * CLOCK_SECOND;
  return 0;
}

static int tear_down(void **state) {
  char pagecache[4096];
  (void)state;
  snprintf(pagecache, sizeof pagecache, "%s", scheduler->pagecache_folder);
  site_close(web);
  site_close(forgetful);
  site_close(command);
  site_close(scheduler);
  assert_true(strncmp(pagecache, "/dev/shm/pamphlet-", 18) == 0);
  support_remove(pagecache);
  support_remove(folder);
  free(folder);
  return 0;
}

/* ---- The steps ---- */

static void save(int64_t id) {
  static const char *const titles[] = {
      "Low tide", "High water", "Fog", "潮汐", "A boat"};
  static const char *const categories[] = {"Harbour", "Harbour/Boats", "Town", "Food"};
  static const char *const tags[] = {"sea", "bread", "night"};
  struct arena *a = arena_new(8 << 20);
  char slug[32] = "", html[100];
  struct parse_problem problem = {0};
  struct article_input d = {.id = id, .type = draw(6) ? ARTICLE_POST : ARTICLE_PAGE};
  d.status = draw(5) ? ARTICLE_PUBLISH : (enum article_status)draw(ARTICLE_PRIVATE + 1);
  d.title = titles[draw(5)];
  if (draw(3) == 0) {
    snprintf(slug, sizeof slug, "slug-%u", draw(12));
    d.slug = slug;
  }
  snprintf(html, sizeof html, "<p>Text %u.</p>", draw(1000));
  d.html = d.source = html;
  d.format = "html";
  d.renderer = 1;
  d.author = draw(2) ? "Ada" : "Grace";
  d.in_menu = d.type == ARTICLE_PAGE && draw(2);
  d.sticky = draw(8) == 0;
  d.comments_open = draw(4) != 0;
  d.published_at = clock_at - (int64_t)draw(500) * CLOCK_DAY / 4;
  if (d.status == ARTICLE_FUTURE || draw(12) == 0)
    d.published_at = clock_now() + (int64_t)draw(100) * CLOCK_DAY;
  d.updated_at = d.published_at + (int64_t)draw(3) * CLOCK_DAY;
  if (draw(6) == 0)
    d.expires_at = clock_now() + (int64_t)draw(100) * CLOCK_DAY;
  size_t first = draw(3);
  support_categories(&d, categories + first, draw(3));
  first = draw(2);
  support_tags(&d, tags + first, draw(3));
  enum err e = publish_save(command, a, &d, NULL, NULL, &id, &problem);
  if (e && e != ERR_INVALID)
    fail_msg("save: %s %s", err_name(e), problem.message);
  for (int i = 0; !e && !d.id && i < MOST_ARTICLES; i++)
    if (!articles[i]) {
      articles[i] = id;
      break;
    }
  arena_free(a);
}

static int64_t some_article(void) {
  for (int i = 0; i < 20; i++) {
    int64_t id = articles[draw(MOST_ARTICLES)];
    if (id)
      return id;
  }
  return 0;
}

static void set_status(void) {
  struct arena *a = arena_new(8 << 20);
  char why[400];
  static const enum article_status all[] = {ARTICLE_DRAFT, ARTICLE_PUBLISH,
      ARTICLE_PUBLISH, ARTICLE_PRIVATE, ARTICLE_WITHDRAWN};
  int64_t id = some_article();
  if (id)
    assert_err(
        publish_set_status(command, a, id, all[draw(5)], NULL, why, sizeof why), OK);
  arena_free(a);
}

static void delete_article(void) {
  struct arena *a = arena_new(8 << 20);
  unsigned i = draw(MOST_ARTICLES);
  if (articles[i])
    assert_err(publish_delete(command, a, articles[i]), OK);
  articles[i] = 0;
  arena_free(a);
}

static int64_t comment_wanted, comment_seen;
static enum err visit_comment(
    void *context, const struct comment *c, const char *email) {
  int64_t *id = context;
  (void)email;
  if (comment_seen++ == comment_wanted)
    *id = c->id;
  return OK;
}

/* Finds the n-th comment. comment_seen is then the number of comments. */
static int64_t comment_at(int64_t place) {
  struct arena *a = arena_new(8 << 20);
  const struct comment_admin_filter all = {.status = -1};
  int64_t id = 0;
  comment_wanted = place;
  comment_seen = 0;
  assert_err(comment_admin_each(command->db, a, &all, visit_comment, &id), OK);
  arena_free(a);
  return id;
}

static enum err begin_comment(
    struct arena *a, struct comment_attempt **attempt, const char *text) {
  struct comment_outcome *out = arena_alloc(a, sizeof *out);
  struct comment_submission *in = arena_alloc(a, sizeof *in);
  assert_true(in && out);
  *in = (struct comment_submission){.article_id = some_article(),
      /* Comments of other articles are refused. */
      .parent_id = draw(2) ? comment_at(draw(10)) : 0,
      .comment = text,
      .author = "Reader",
      .email = "reader@example.org",
      .url = "",
      .now = clock_now()};
  return comment_submit_begin(web, a, in, out, attempt);
}

/* One, or several that have arrived together, some of which are refused. */
static void comment(void) {
  enum { MOST = 3 };
  static unsigned number;
  struct comment_attempt *attempts[MOST];
  size_t count = 0;
  struct arena *a = arena_new(8 << 20);
  for (unsigned left = 1 + draw(MOST); left; left--) {
    enum err e =
        begin_comment(a, &attempts[count], arena_printf(a, "Comment %u", number));
    assert_true(e == OK || e == ERR_INVALID || e == ERR_EXISTS || e == ERR_NOT_FOUND ||
                e == ERR_CLOSED);
    count += !e;
    /* Now and then, the next is the same once more. */
    number += draw(4) != 0;
  }
  comment_submit_store(web, attempts, count);
  for (size_t i = 0; i < count; i++) {
    enum err e = comment_submit_end(attempts[i]);
    if (e && e != ERR_EXISTS && e != ERR_INVALID)
      fail_msg("comment %zu of %zu: %s", i, count, err_name(e));
  }
  arena_free(a);
}

static void moderate(bool delete_it) {
  int64_t id = comment_at(draw(20));
  if (id && delete_it)
    assert_err(comment_moderate_delete(command, id), OK);
  else if (id)
    assert_err(support_moderate(command, id, (enum comment_status)draw(4)), OK);
}

/* What an edit changes on the page: a text, a name, or nothing that the pages show. */
static void edit_comment(void) {
  static const char *const names[] = {"Reader", "Ada", "Zoë"};
  struct arena *a = arena_new(8 << 20);
  struct comment_changes to = {.author = NULL};
  enum comment_fault fault = COMMENT_FAULT_NONE;
  bool changed = false;
  int64_t id = comment_at(draw(20));
  if (draw(2))
    to.author = names[draw(3)];
  else
    to.source = arena_printf(a, "Edited %u", draw(9));
  enum err e =
      id ? comment_edit(command, a, id, &to, clock_now(), &fault, &changed) : OK;
  assert_true(e == OK || e == ERR_EXISTS);
  arena_free(a);
}

static void move_comment(void) {
  struct comment_move item = {.id = comment_at(draw(20))};
  int64_t to = some_article();
  if (item.id && to)
    assert_err(comment_move(command, to, &item, 1), OK);
}

/* With and without a sentence, of one article or of all. */
static void close_comments(void) {
  static const char *const sentences[] = {"", "Enough.", "On holiday."};
  const char *sentence = sentences[draw(3)];
  enum closing why = CLOSING_OPEN;
  int64_t id = some_article();
  if (draw(4) == 0)
    assert_err(comment_close_all(command, draw(2), sentence), OK);
  else if (id && draw(3))
    assert_err(comment_close(command, id, sentence), OK);
  else if (id)
    assert_err(comment_open(command, id, clock_now(), &why), OK);
}

static void due(void) {
  struct arena *a = arena_new(8 << 20);
  int done = 0;
  assert_err(
      publish_due(scheduler, a, clock_now() + (int64_t)draw(60) * CLOCK_DAY, &done),
      OK);
  arena_free(a);
}

static bool has_room(void) {
  for (int i = 0; i < MOST_ARTICLES; i++)
    if (!articles[i])
      return true;
  return false;
}

static enum step run_step(void) {
  unsigned n = draw(100);
  if (n < 12 && has_room())
    return save(0), SAVE_NEW;
  if (n < 30)
    return save(some_article()), SAVE_OVER;
  if (n < 38)
    return set_status(), SET_STATUS;
  if (n < 42)
    return delete_article(), DELETE_ARTICLE;
  if (n < 72 && (comment_at(0), comment_seen < MOST_COMMENTS))
    return comment(), COMMENT;
  if (n < 88)
    return moderate(false), MODERATE;
  if (n < 92)
    return moderate(true), DELETE_COMMENT;
  if (n < 94)
    return edit_comment(), EDIT_COMMENT;
  if (n < 96)
    return move_comment(), MOVE_COMMENT;
  if (n < 98)
    return close_comments(), CLOSE;
  return due(), DUE;
}

#endif
