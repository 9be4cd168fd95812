#include "web/handle.h"

#include <sqlite3.h>

#include "base/limits.h"
#include "fail_alloc.h"
#include "support_site.h"

static const char *const form_type = "application/x-www-form-urlencoded";

/* The whole response to a request in memory; the caller frees it. `why`: it is
 * refused. */
static char *respond_or_refuse(struct blog *b, const char *method, const char *uri,
    const char *type, const char *body, enum err why) {
  char line[4][8200], *params[5];
  struct channel_memory m = {.input = body, .left = strlen(body)};
  struct channel c;
  snprintf(line[0], sizeof line[0], "REQUEST_METHOD=%s", method);
  snprintf(line[1], sizeof line[1], "REQUEST_URI=%s", uri);
  snprintf(line[2], sizeof line[2], "CONTENT_TYPE=%s", type);
  snprintf(line[3], sizeof line[3], "CONTENT_LENGTH=%zu", strlen(body));
  for (int i = 0; i < 4; i++)
    params[i] = line[i];
  params[4] = NULL;
  channel_memory(&c, params, &m);
  if (why) {
    handle_refuse(b->web, b->arena, &c, why);
  } else {
    enum err e = handle_request(b->web, b->arena, &c);
    (void)e;
  }
  arena_reset(b->arena);
  return support_take(&m.output);
}

static char *respond(struct blog *b, const char *method, const char *uri,
    const char *type, const char *body) {
  return respond_or_refuse(b, method, uri, type, body, OK);
}

static void assert_response(struct blog *b, const char *method, const char *uri,
    const char *status, const char *says) {
  char *text = respond(b, method, uri, "", "");
  if (strncmp(text, "Status: ", 8) != 0 || strncmp(text + 8, status, 3) != 0)
    fail_msg("%s %s: %.30s, not %s", method, uri, text, status);
  if (!strstr(text, says))
    fail_msg("%s %s: no \"%s\"", method, uri, says);
  if (!strstr(text, "\r\nX-Content-Type-Options: nosniff\r\n"))
    fail_msg("%s %s: no security headers", method, uri);
  free(text);
}

static void routes_lead_to_their_handlers(void **state) {
  struct blog *b = *state;
  const struct article_input article = support_article_input("low-tide");
  support_save(b, &article);
  assert_response(b, "GET", "/", "200", "low-tide");
  assert_response(b, "GET", "/2026/01/low-tide/", "200", "<article");
  assert_response(b, "GET", "/robots.txt", "200", "text/plain");
  assert_response(b, "GET", "/sitemap.xml", "200", "<sitemapindex");
  assert_response(b, "GET", "/healthz", "200", "\r\n\r\nok\n");
  assert_response(b, "GET", "/healthz", "200", "\r\nCache-Control: no-store\r\n");
  assert_response(b, "GET", "/nothing/here/", "404", "</html>");
  assert_response(b, "GET", "/assets/none.css", "404", "</html>");
}

static void what_fails_is_named(void **state) {
  struct blog *b = *state;
  const char *dir = b->web->dir;
  b->web->dir = "/nowhere/at/all";
  assert_response(b, "GET", "/healthz", "503", "\r\n\r\ndisk\n");
  b->web->dir = dir;
}

static void other_methods_name_the_allowed_ones(void **state) {
  assert_response(*state, "DELETE", "/", "405", "\r\nAllow: GET, HEAD\r\n");
  assert_response(*state, "GET", "/comment/", "405", "\r\nAllow: POST\r\n");
  assert_response(*state, "PUT", "/robots.txt", "405", "\r\nAllow: GET, HEAD\r\n");
}

static void head_has_the_headers_of_get(void **state) {
  char *get = respond(*state, "GET", "/", "", ""),
       *head = respond(*state, "HEAD", "/", "", "");
  size_t n = strlen(head);
  assert_true(n > 100 && strcmp(head + n - 4, "\r\n\r\n") == 0);
  assert_memory_equal(get, head, n);
  assert_true(strlen(get) > n);
  free(get);
  free(head);
}

static void a_post_must_be_a_form(void **state) {
  char *text = respond(*state, "POST", "/comment/", "text/plain", "a=1");
  assert_memory_equal(text, "Status: 415", 11);
  assert_non_null(strstr(text, "\r\nCache-Control: no-store\r\n"));
  free(text);
}

/* If the database fails, the error page contains the reader's text. */
static void a_failure_keeps_the_comment_and_names_an_incident(void **state) {
  struct blog *b = *state;
  const struct article_input article = support_article_input("low-tide");
  char body[300];
  snprintf(body, sizeof body,
      "comment_post_ID=%d&author=Ada&email=ada%%40example.org&comment=Do+not+lose+me",
      (int)support_save(b, &article));
  /* Another program locks the database for longer than the busy timeout. */
  char file[400];
  sqlite3 *other = NULL;
  snprintf(file, sizeof file, "%s/pamphlet.db", b->site->dir);
  assert_int_equal(sqlite3_open(file, &other), SQLITE_OK);
  assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
  char *text =
      respond(b, "POST", "/comment/", "application/x-www-form-urlencoded", body);
  sqlite3_close(other);
  assert_memory_equal(text, "Status: 503", 11);
  assert_non_null(strstr(text, "\r\nRetry-After: 5\r\n"));
  assert_non_null(strstr(text, "Do not lose me"));
  free(text);
}

static void expect_refusal(struct blog *b, const char *uri, const char *type,
    const char *body, const char *status, const char *says) {
  char *text = respond_or_refuse(b, "POST", uri, type, body, ERR_OVERLOAD);
  if (strncmp(text + 8, status, 3) != 0 || !strstr(text, says))
    fail_msg("%s: no \"%s\" with %s:\n%s", uri, says, status, text);
  assert_non_null(strstr(text, "\r\nCache-Control: no-store\r\n"));
  if (strcmp(status, "503") == 0)
    assert_non_null(strstr(text, "\r\nRetry-After: 5\r\n"));
  free(text);
}

/* A reader gets the form back, as it was filled in; a program a sentence. */
static void a_form_that_is_refused_is_not_lost(void **state) {
  struct blog *b = *state;
  const struct article_input article = support_article_input("low-tide");
  char body[300];
  snprintf(body, sizeof body,
      "comment_post_ID=%d&comment_parent=12&author=Ada&email=ada%%40example.org"
      "&comment=Do+not+lose+me&made=1.2.3",
      (int)support_save(b, &article));
  const char *const fields[] = {"Do not lose me</textarea>", "name=\"author\"",
      "value=\"Ada\"", "value=\"ada@example.org\"",
      "name=\"comment_parent\" value=\"12\"", "name=\"made\" value=\"1.2.3\"",
      "role=\"alert\""};
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
    expect_refusal(b, "/comment/", form_type, body, "503", fields[i]);
  expect_refusal(b, "/comment/edit/", form_type, "t=1.2.%22&do=save&comment=Keep+me",
      "503", "name=\"t\" value=\"1.2.&quot;\"");
  expect_refusal(b, "/comment/edit/", form_type, "t=1&do=save&comment=Keep+me", "503",
      ">\nKeep me</textarea>");
  expect_refusal(b, "/comment/webmention/", form_type, "source=x", "503",
      "\r\nContent-Type: text/plain");
  expect_refusal(b, "/comment/", "text/plain", "a=1", "415", "</html>");
  expect_refusal(b, "/comment/", form_type, "a=1&a=2", "503", "</html>");
  expect_refusal(b, "/nothing/", form_type, "a=1", "405", "Allow: GET, HEAD");
}

/* Or a button of this site would send what another site has filled in. */
static void a_form_of_another_site_cannot_be_sent_again(void **state) {
  struct blog *b = *state;
  char post[] = "REQUEST_METHOD=POST", uri[] = "REQUEST_URI=/comment/edit/",
       type[] = "CONTENT_TYPE=application/x-www-form-urlencoded",
       length[] = "CONTENT_LENGTH=9", from[] = "HTTP_SEC_FETCH_SITE=cross-site";
  char *params[] = {post, uri, type, length, from, NULL};
  struct channel_memory m = {.input = "t=1&do=no", .left = 9};
  struct channel c;
  channel_memory(&c, params, &m);
  handle_refuse(b->web, b->arena, &c, ERR_OVERLOAD);
  char *text = support_take(&m.output);
  assert_memory_equal(text, "Status: 403", 11);
  assert_null(strstr(text, "Send again"));
  free(text);
}

static void a_late_body_is_told_so(void **state) {
  char *text =
      respond_or_refuse(*state, "POST", "/comment/", form_type, "a=1", ERR_TIMEOUT);
  assert_memory_equal(text, "Status: 408", 11);
  free(text);
}

static void a_site_that_cannot_be_opened_answers_503(void **state) {
  struct channel_memory m = {.input = ""};
  struct channel c;
  (void)state;
  channel_memory(&c, NULL, &m);
  handle_unavailable(&c);
  assert_memory_equal(buf_text(&m.output), "Status: 503", 11);
  assert_non_null(strstr(buf_text(&m.output), "\r\nRetry-After: 5\r\n"));
  buf_free(&m.output);
}

/* Every allocation of a page may fail: the reader always gets a whole response. */
static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  const struct article_input article = support_article_input("low-tide");
  support_save(b, &article);
  char uri[] = "REQUEST_URI=/2026/01/low-tide/", method[] = "REQUEST_METHOD=GET";
  char *params[] = {uri, method, NULL};
  int failed = 0;
  for (int n = 1, more = 1; more; n++) {
    struct channel_memory m = {.input = ""};
    struct channel c;
    channel_memory(&c, params, &m);
    fail_alloc_at(n);
    enum err e = handle_request(b->web, b->arena, &c);
    (void)e;
    more = fail_alloc_happened();
    fail_alloc_at(0);
    arena_reset(b->arena);
    failed += more;
    const char *text = buf_text(&m.output);
    /* If the buffer of the response itself failed, nothing is sent. */
    if (*text && (strncmp(text, "Status: ", 8) != 0 || !strstr(text, "\r\n\r\n")))
      fail_msg("allocation %d: %.60s", n, text);
    if (!more)
      assert_memory_equal(text, "Status: 200", 11);
    buf_free(&m.output);
  }
  assert_true(failed > 5);
}

/* Forms that have arrived together. */
enum { FORMS = 5 };
struct together {
  struct channel channels[FORMS];
  struct channel_memory memory[FORMS];
  char *params[FORMS][5], length[FORMS][40], uri[FORMS][40];
  struct handle_form forms[FORMS];
  char order[FORMS + 1];
};

static void note_done(void *context, size_t i) {
  struct together *t = context;
  t->order[strlen(t->order)] = (char)('0' + i);
  arena_reset(t->forms[i].arena);
}

static void add_form(struct together *t, int i, const char *uri, const char *body) {
  static char post[] = "REQUEST_METHOD=POST",
              type[] = "CONTENT_TYPE=application/x-www-form-urlencoded";
  snprintf(t->length[i], sizeof t->length[i], "CONTENT_LENGTH=%zu", strlen(body));
  snprintf(t->uri[i], sizeof t->uri[i], "REQUEST_URI=%s", uri);
  char *params[] = {post, type, t->length[i], t->uri[i], NULL};
  memcpy(t->params[i], params, sizeof params);
  t->memory[i] = (struct channel_memory){.input = body, .left = strlen(body)};
  channel_memory(&t->channels[i], t->params[i], &t->memory[i]);
  t->forms[i] = (struct handle_form){&t->channels[i], arena_new(LIMIT_REQUEST_MEMORY)};
}

/* What was stored is answered before what was refused; a form that is no comment comes
 * neither before those that were sent earlier nor after those that came later. */
static void forms_are_answered_together(void **state) {
  static const char *const starts[FORMS] = {"Status: 303 See Other",
      "Status: 409 Conflict", "Status: 303 See Other", "Status: 404 Not Found",
      "Status: 303 See Other"};
  struct blog *b = *state;
  static struct together t;
  char body[4][300];
  const struct article_input article = support_article_input("low-tide");
  int64_t id = support_save(b, &article);
  b->web->settings.moderation = MODERATION_NONE;
  b->web->settings.flood_seconds = 0;
  for (int i = 0; i < 4; i++)
    snprintf(body[i], sizeof body[i],
        "comment_post_ID=%d&author=Ada&email=ada%%40example.org&comment=Text+%d",
        (int)id, i);
  add_form(&t, 0, "/comment/", body[0]);
  add_form(&t, 1, "/comment/", body[0]);
  add_form(&t, 2, "/comment/", body[1]);
  add_form(&t, 3, "/comment/webmention/", "source=x");
  add_form(&t, 4, "/comment/", body[2]);
  assert_err(handle_forms(b->web, t.forms, FORMS, note_done, &t), OK);
  assert_string_equal(t.order, "02134");
  for (int i = 0; i < FORMS; i++) {
    char *text = support_take(&t.memory[i].output);
    if (strncmp(text, starts[i], strlen(starts[i])) != 0)
      fail_msg("form %d: %.60s", i, text);
    free(text);
    arena_free(t.forms[i].arena);
  }
  assert_int_equal(support_article(b, id).comment_count, 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(routes_lead_to_their_handlers),
      support_site_test(other_methods_name_the_allowed_ones),
      support_site_test(head_has_the_headers_of_get),
      support_site_test(a_post_must_be_a_form),
      support_site_test(forms_are_answered_together),
      support_site_test(what_fails_is_named),
      support_site_test(a_failure_keeps_the_comment_and_names_an_incident),
      support_site_test(a_form_that_is_refused_is_not_lost),
      support_site_test(a_form_of_another_site_cannot_be_sent_again),
      support_site_test(a_late_body_is_told_so),
      support_site_test(a_site_that_cannot_be_opened_answers_503),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
