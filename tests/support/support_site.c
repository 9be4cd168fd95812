#include "support_site.h"

#include <stdlib.h>

#include "base/limits.h"
#include "db/connection.h"
#include "db/statement.h"
#include "site/comments/comment_moderate.h"
#include "site/site_open.h"

static struct site *open_site(const char *dir, enum role role) {
  char why[400];
  struct site *site = NULL;
  if (site_open(&site, dir, role, why, sizeof why))
    fail_msg("%s", why);
  return site;
}

enum engine_of_test { EITHER, SQLITE, POSTGRES };

static int open_blog(void **state, enum engine_of_test engine) {
  char why[400], *folder = support_folder();
  struct blog *b = calloc(1, sizeof *b);
  if (engine == POSTGRES || (engine == EITHER && support_has_postgres()))
    support_postgres(b->database, false);
  const struct settings_initial choice = {.title = "Harbour Notes",
      .base_url = "https://example.org",
      .database = *b->database ? b->database : NULL};
  if (site_create(folder, &choice, why, sizeof why))
    fail_msg("%s", why);
  b->site = open_site(folder, ROLE_COMMAND);
  b->web = open_site(folder, ROLE_WEB);
  b->arena = arena_new(16 << 20);
  free(folder);
  *state = b;
  return 0;
}

int support_site(void **state) {
  return open_blog(state, EITHER);
}

int support_site_in_file(void **state) {
  return open_blog(state, SQLITE);
}

int support_site_in_postgres(void **state) {
  return open_blog(state, POSTGRES);
}

int support_site_close(void **state) {
  struct blog *b = *state;
  site_close(b->site);
  site_close(b->web);
  arena_free(b->arena);
  if (*b->database)
    support_postgres_drop(b->database);
  free(b);
  return 0;
}

struct site *support_scheduler(struct blog *b) {
  return open_site(b->site->dir, ROLE_SCHEDULER);
}

struct site *support_sender(struct blog *b) {
  return open_site(b->site->dir, ROLE_SENDER);
}

struct article_input support_article_input(const char *slug) {
  return (struct article_input){
      .status = ARTICLE_PUBLISH,
      .slug = slug,
      .title = slug,
      .published_at = SUPPORT_DATE,
      .updated_at = SUPPORT_DATE,
      .comments_open = true,
      .format = "markdown",
      .source = "Words.",
      .html = "<p>Words.</p>",
  };
}

enum { LIST_LENGTH = 128 };

/* Wraps names in a list as front matter would have them, with line numbers 0. Six lists
 * can be alive at the same time. */
static struct front_matter_list list_of(const char *const *names, size_t count) {
  static const char *items[6][LIST_LENGTH];
  static int lines[LIST_LENGTH];
  static unsigned next;
  const char **list = items[next++ % 6];
  assert_true(count <= LIST_LENGTH);
  for (size_t i = 0; i < count; i++)
    list[i] = names[i];
  return (struct front_matter_list){list, lines, count};
}

void support_categories(
    struct article_input *input, const char *const *names, size_t count) {
  input->categories = list_of(names, count);
}

void support_tags(struct article_input *input, const char *const *names, size_t count) {
  input->tags = list_of(names, count);
}

void support_aliases(
    struct article_input *input, const char *const *names, size_t count) {
  input->aliases = list_of(names, count);
}

static enum err save(struct blog *b, const struct article_input *input, int64_t *id,
    struct parse_problem *problem) {
  return publish_save(b->site, b->arena, input, NULL, NULL, id, problem);
}

int64_t support_save(struct blog *b, const struct article_input *input) {
  struct parse_problem problem = {0};
  int64_t id = 0;
  if (save(b, input, &id, &problem))
    fail_msg("%s: %s", input->slug, problem.message);
  return id;
}

void support_refused(
    struct blog *b, const struct article_input *input, const char *says) {
  struct parse_problem problem = {0};
  int64_t id = 0;
  assert_err(save(b, input, &id, &problem), ERR_INVALID);
  if (!strstr(problem.message, says))
    fail_msg("\"%s\" does not say \"%s\"", problem.message, says);
}

struct article support_article(struct blog *b, int64_t id) {
  struct article r = {0};
  assert_err(article_by_id(b->site->db, b->arena, id, &r), OK);
  return r;
}

static enum err add_comment(struct db *s, void *context) {
  struct comment *c = context;
  enum err e = comment_insert(s, c, "ada@example.org", NULL, &c->id);
  return e ? e : comment_invalidate(s, c->article_id);
}

int64_t support_comment(
    struct blog *b, int64_t article, int64_t parent, enum comment_status status) {
  struct comment c = {
      .article_id = article,
      .parent_id = parent,
      .status = status,
      .type = "comment",
      .author = "Ada",
      .url = "",
      .source = "Words.",
      .html = "<p>Words.</p>",
      .created_at = SUPPORT_DATE,
  };
  assert_err(txn_write(b->site->db, add_comment, &c), OK);
  return c.id;
}

struct moderation_of_one {
  int64_t id;
  enum comment_status status;
  struct arena *arena;
};

static enum err moderate_one(struct db *s, void *context) {
  const struct moderation_of_one *m = context;
  struct comment c;
  enum err e = comment_by_id(s, m->arena, m->id, &c);
  return e ? e : comment_moderate_within(s, m->arena, &c, m->status);
}

enum err support_moderate(struct site *site, int64_t id, enum comment_status status) {
  struct moderation_of_one m = {id, status, arena_new(LIMIT_COMMENT_MEMORY)};
  enum err e = m.arena ? txn_write(site->db, moderate_one, &m) : ERR_NOMEM;
  arena_free(m.arena);
  return e;
}

int64_t support_revision(struct blog *b, enum dep_key kind, int64_t id) {
  int64_t change = -1;
  assert_err(txn_revision(b->site->db, kind, id, &change), OK);
  return change;
}

static int64_t postgres_number(const char *address, const char *sql) {
  PGconn *c = support_postgres_connect(address, NULL);
  PGresult *r = PQexec(c, sql);
  if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) < 1)
    fail_msg("%s: %s", sql, PQerrorMessage(c));
  const char *value = PQgetvalue(r, 0, 0);
  /* A condition is "t" or "f". */
  int64_t n = *value == 't' ? 1 : strtoll(value, NULL, 10);
  PQclear(r);
  PQfinish(c);
  return n;
}

int64_t support_number(struct blog *b, const char *sql) {
  struct db *s = b->site->db;
  if (*b->database)
    return postgres_number(b->database, sql);
  sqlite3_stmt *st = NULL;
  sqlite3_set_authorizer(s->handle, NULL, NULL);
  if (sqlite3_prepare_v2(s->handle, sql, -1, &st, NULL) != SQLITE_OK ||
      sqlite3_step(st) != SQLITE_ROW)
    fail_msg("%s: %s", sql, sqlite3_errmsg(s->handle));
  int64_t n = sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  sqlite3_set_authorizer(s->handle, roles_authorize, &s->role);
  return n;
}

struct statement *support_prepare(struct blog *b, const char *sql) {
  struct statement *st = NULL;
  if (!*b->database)
    sqlite3_set_authorizer(b->site->db->handle, NULL, NULL);
  assert_err(statement_prepare(b->site->db, sql, &st), OK);
  return st;
}

static void postgres_run(const char *address, const char *sql) {
  PGconn *c = support_postgres_connect(address, NULL);
  PGresult *r = PQexec(c, sql);
  if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK)
    fail_msg("%s: %s", sql, PQerrorMessage(c));
  PQclear(r);
  PQfinish(c);
}

void support_run(struct blog *b, const char *sql) {
  struct db *s = b->site->db;
  if (*b->database) {
    postgres_run(b->database, sql);
    return;
  }
  sqlite3_set_authorizer(s->handle, NULL, NULL);
  if (sqlite3_exec(s->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(s->handle));
  sqlite3_set_authorizer(s->handle, roles_authorize, &s->role);
}

int64_t support_indexed(struct blog *b, const char *word) {
  char sql[200];
  snprintf(sql, sizeof sql,
      *b->database ? "SELECT count(*) FROM search WHERE words @@ CAST('%s' AS tsquery)"
                   : "SELECT count(*) FROM search WHERE search MATCH '%s'",
      word);
  return support_number(b, sql);
}
