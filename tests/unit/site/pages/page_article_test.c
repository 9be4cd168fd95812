#include "site/pages/page_article.h"

#include "base/clock.h"
#include "page_support.h"
#include "site/comments/own_link.h"

static struct page find(
    struct blog *b, const char *path, const char *held, int64_t now) {
  const struct page_request r = {
      .raw_path = path, .path = path, .held = held, .now = now};
  struct page p = {0};
  assert_err(page_find(b->web, b->arena, &r, &p), OK);
  return p;
}

static int64_t held_id(const struct page *p) {
  const struct page_article *content = p->content;
  return content->reader.held.id;
}

static void assert_to_the_article(const struct page *p, const char *location) {
  assert_false(p->permanent);
  assert_non_null(p->location);
  assert_string_equal(p->location, location);
}

static void a_held_comment_is_shown_by_its_own_link_alone(void **state) {
  static const char path[] = "/2026/01/talk/", other_path[] = "/2026/01/other/";
  struct blog *b = *state;
  char token[CRYPT_TOKEN_TEXT], want[60];
  struct article_input d = support_article_input("talk"),
                       other = support_article_input("other");
  int64_t article = support_save(b, &d), end = SUPPORT_DATE + CLOCK_DAY;
  support_save(b, &other);
  int64_t id = support_comment(b, article, 0, COMMENT_HOLD);
  crypt_token_sign(db_secret(b->web->db), OWN_LINK_HELD_PURPOSE, id, end, token);
  struct page p = find(b, path, token, end - CLOCK_SECOND);
  assert_null(p.location);
  assert_int_equal(held_id(&p), id);
  assert_true(p.is_private);
  p = find(b, path, token, end + CLOCK_SECOND);
  assert_to_the_article(&p, path);
  p = find(b, other_path, token, SUPPORT_DATE);
  assert_to_the_article(&p, other_path);
  p = find(b, path, "nonsense", SUPPORT_DATE);
  assert_to_the_article(&p, path);
  assert_err(support_moderate(b->site, id, COMMENT_SPAM), OK);
  p = find(b, path, token, SUPPORT_DATE);
  assert_int_equal(held_id(&p), id); /* its sender learns nothing */
  assert_err(support_moderate(b->site, id, COMMENT_TRASH), OK);
  p = find(b, path, token, SUPPORT_DATE);
  assert_to_the_article(&p, path);
  assert_err(support_moderate(b->site, id, COMMENT_APPROVE), OK);
  p = find(b, path, token, SUPPORT_DATE);
  snprintf(want, sizeof want, "%s#comment-%lld", path, (long long)id);
  assert_to_the_article(&p, want);
}

static void language_of_an_article_is_shown(void **state) {
  static const char want[] = "<article class=\"article\" lang=\"ar\" dir=\"rtl\">";
  struct blog *b = *state;
  struct article_input d = support_article_input("plain");
  support_save(b, &d);
  assert_null(strstr(page_text(b, "/2026/01/plain/"), want));
  d = support_article_input("foreign");
  d.lang = "ar";
  support_save(b, &d);
  assert_non_null(strstr(page_text(b, "/2026/01/foreign/"), want));
}

static void an_update_is_shown_after_a_day(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("same-day");
  d.updated_at += CLOCK_DAY;
  support_save(b, &d);
  assert_null(strstr(page_text(b, "/2026/01/same-day/"), "<span>Updated"));
  d = support_article_input("later");
  d.updated_at += 2 * CLOCK_DAY;
  support_save(b, &d);
  const char *at = strstr(page_text(b, "/2026/01/later/"), "<span>Updated");
  assert_non_null(at);
  assert_non_null(strstr(at, "3 January 2026"));
}

static void a_page_shows_its_ancestors(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("about");
  d.type = ARTICLE_PAGE;
  int64_t about = support_save(b, &d);
  d = support_article_input("team");
  d.type = ARTICLE_PAGE;
  d.parent_id = about;
  support_save(b, &d);
  assert_null(strstr(page_text(b, "/about/"), "class=\"breadcrumbs\""));
  const char *at = strstr(page_text(b, "/about/team/"), "class=\"breadcrumbs\"");
  assert_non_null(at);
  assert_non_null(strstr(at, "<a href=\"/about/\"><bdi>about</bdi></a>"));
}

static void a_reply_is_private_and_only_to_an_approved_comment(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  int64_t approved = support_comment(b, article, 0, COMMENT_APPROVE);
  int64_t held = support_comment(b, article, 0, COMMENT_HOLD);
  struct page_request r = {.raw_path = "/2026/01/talk/",
      .path = "/2026/01/talk/",
      .reply_to = approved,
      .now = SUPPORT_DATE};
  struct page p = {0};
  struct buf out = {0};
  assert_err(page_find(b->web, b->arena, &r, &p), OK);
  assert_null(p.location);
  assert_true(p.is_private);
  assert_err(page_render(b->web, b->arena, &p, &out), OK);
  assert_has(buf_text(&out), "Cancel reply");
  assert_lacks(buf_text(&out), "rel=\"canonical\"");
  buf_free(&out);
  r.reply_to = held;
  assert_err(page_find(b->web, b->arena, &r, &p), OK);
  assert_to_the_article(&p, "/2026/01/talk/");
  r.reply_to = 999;
  assert_err(page_find(b->web, b->arena, &r, &p), OK);
  assert_to_the_article(&p, "/2026/01/talk/");
}

static void a_withdrawn_article_is_gone_and_a_moved_one_redirects(void **state) {
  struct blog *b = *state;
  char why[400];
  struct article_input d = support_article_input("old-name");
  int64_t id = support_save(b, &d);
  d = support_article_input("new-name");
  d.id = id;
  support_save(b, &d);
  struct page p = page_at(b, "/2026/01/old-name/");
  assert_non_null(p.location);
  assert_string_equal(p.location, "/2026/01/new-name/");
  assert_true(p.permanent);
  assert_err(publish_set_status(
                 b->site, b->arena, id, ARTICLE_WITHDRAWN, NULL, why, sizeof why),
      OK);
  assert_err(page_error_at(b, "/2026/01/new-name/"), ERR_GONE);
  assert_err(page_error_at(b, "/2026/01/old-name/"), ERR_GONE);
}

static void a_form_with_errors_is_shown_again(void **state) {
  struct blog *b = *state;
  struct buf out = {0};
  struct article_input d = support_article_input("talk");
  struct article r = support_article(b, support_save(b, &d));
  const struct view_form form = {.article_id = r.id,
      .comment = "Some <words>",
      .author_error = "Please enter a name."};
  assert_err(page_article_render_form(b->web, b->arena, &r, &form, &out), OK);
  assert_has(buf_text(&out), "Some &lt;words&gt;");
  assert_has(buf_text(&out), "Please enter a name.");
  assert_has(buf_text(&out), "<title>Error: talk");
  buf_free(&out);
}

static void changes_affect_its_own_page(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  struct article_input d = support_article_input("talk");
  int64_t id = support_save(b, &d);
  static const enum dep_key keys[] = {DEP_ARTICLE, DEP_COMMENTS, DEP_NEIGHBOURS};
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
    page_affected(
        b, "article", (struct txn_invalidated){.kind = keys[i], .id = id}, &paths);
    assert_string_equal(paths.text, "/2026/01/talk/\n");
  }
  page_affected(
      b, "article", (struct txn_invalidated){.kind = DEP_ARTICLE, .id = 99}, &paths);
  assert_string_equal(paths.text, "");
  char path[] = "/about/";
  page_affected(
      b, "article", (struct txn_invalidated){.kind = DEP_PATH, .path = path}, &paths);
  assert_string_equal(paths.text, "/about/\n");
  page_enumerated(b, "article", &paths);
  assert_string_equal(paths.text, "/2026/01/talk/\n");
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  support_comment(b, support_save(b, &d), 0, COMMENT_APPROVE);
  page_survives_failing_memory(b, "/2026/01/talk/");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_held_comment_is_shown_by_its_own_link_alone),
      support_site_test(language_of_an_article_is_shown),
      support_site_test(an_update_is_shown_after_a_day),
      support_site_test(a_page_shows_its_ancestors),
      support_site_test(a_reply_is_private_and_only_to_an_approved_comment),
      support_site_test(a_withdrawn_article_is_gone_and_a_moved_one_redirects),
      support_site_test(a_form_with_errors_is_shown_again),
      support_site_test(changes_affect_its_own_page),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
