#include "site/pages/page_comments.h"

#include "page_support.h"
#include "site/comments/own_link.h"

enum { SIZE = 3, COMMENTS = 8 };

/* An article with three pages of comments: 1 2 3, 4 5 6, 7 8. */
struct talk {
  int64_t article, ids[COMMENTS];
};

static struct talk talk_of(struct blog *b) {
  struct talk t;
  const struct article_input input = support_article_input("talk");
  b->web->settings.page_size = b->site->settings.page_size = SIZE;
  t.article = support_save(b, &input);
  for (int i = 0; i < COMMENTS; i++)
    t.ids[i] = support_comment(b, t.article, 0, COMMENT_APPROVE);
  return t;
}

static bool shows(struct blog *b, const char *path, int64_t id) {
  char item[60];
  snprintf(item, sizeof item, "<li id=\"comment-%lld\"", (long long)id);
  return strstr(page_text(b, path), item) != NULL;
}

static void leads_to(struct blog *b, const char *path, const char *location) {
  struct page p = page_at(b, path);
  assert_non_null(p.location);
  assert_string_equal(p.location, location);
  assert_false(p.permanent);
}

static void each_comment_is_on_one_page(void **state) {
  struct blog *b = *state;
  struct talk t = talk_of(b);
  static const char *const pages[] = {"/2026/01/talk/", "/2026/01/talk/comment-page-2/",
      "/2026/01/talk/comment-page-3/"};
  for (int i = 0; i < COMMENTS; i++)
    for (int page = 0; page < 3; page++)
      assert_int_equal(shows(b, pages[page], t.ids[i]), i / SIZE == page);
}

static void the_newest_comments_may_come_first(void **state) {
  struct blog *b = *state;
  struct talk t = talk_of(b);
  b->web->settings.newest_first = true;
  const char *text = page_text(b, "/2026/01/talk/");
  char newer[60], older[60];
  snprintf(newer, sizeof newer, "id=\"comment-%lld\"", (long long)t.ids[7]);
  snprintf(older, sizeof older, "id=\"comment-%lld\"", (long long)t.ids[6]);
  assert_non_null(strstr(text, newer));
  assert_true(strstr(text, newer) < strstr(text, older));
  assert_true(shows(b, "/2026/01/talk/comment-page-1/", t.ids[0]));
  leads_to(b, "/2026/01/talk/comment-page-3/", "/2026/01/talk/");
  leads_to(b, "/2026/01/talk/comment-page-last/", "/2026/01/talk/");
}

static void numbers_without_a_page_lead_to_the_article(void **state) {
  struct blog *b = *state;
  talk_of(b);
  leads_to(b, "/2026/01/talk/comment-page-1/", "/2026/01/talk/");
  leads_to(b, "/2026/01/talk/comment-page-4/", "/2026/01/talk/");
  leads_to(b, "/2026/01/talk/comment-page-last/", "/2026/01/talk/comment-page-3/");
  assert_err(page_error_at(b, "/2026/01/talk/comment-page-02/"), ERR_NOT_FOUND);
  assert_err(page_error_at(b, "/2026/01/nobody/comment-page-2/"), ERR_NOT_FOUND);
  b->web->settings.page_size = 0;
  leads_to(b, "/2026/01/talk/comment-page-2/", "/2026/01/talk/");
}

static void a_page_has_an_address_of_its_own(void **state) {
  struct blog *b = *state;
  talk_of(b);
  const char *text = page_text(b, "/2026/01/talk/comment-page-2/");
  assert_has(text, "<title>talk – Comments, page 2 – ");
  assert_has(text, "/2026/01/talk/comment-page-2/\">"); /* canonical */
  assert_has(text, "<a href=\"/2026/01/talk/\">Back to the article</a>");
  assert_has(text, "<link rel=\"prev\" href=\"/2026/01/talk/#comments\">");
  assert_has(text, "<link rel=\"next\" href=\"/2026/01/talk/comment-page-3/\">");
  assert_has(text, ">Older comments</a>");
  assert_has(text, "<a href=\"/2026/01/talk/comment-page-last/\">Newest</a>");
  assert_has(text, "id=\"commentform\"");
  assert_lacks(text, "Text.");
  assert_lacks(text, "noindex");
}

static void the_article_shows_how_many_pages_there_are(void **state) {
  struct blog *b = *state;
  talk_of(b);
  const char *text = page_text(b, "/2026/01/talk/");
  assert_has(text, "<a href=\"/2026/01/talk/#comments\" aria-current=\"page\">1</a>");
  assert_has(text, "<a href=\"/2026/01/talk/comment-page-3/\">3</a>");
  assert_lacks(text, "comment-page-last");
}

static void a_reply_on_another_page_names_its_parent(void **state) {
  struct blog *b = *state;
  struct talk t = talk_of(b);
  char link[60];
  for (int i = 0; i < SIZE; i++)
    support_comment(b, t.article, t.ids[0], COMMENT_APPROVE);
  /* 1 (9 10 / 11) 2 3 / ... */
  const char *text = page_text(b, "/2026/01/talk/comment-page-2/");
  snprintf(
      link, sizeof link, "<a href=\"/comment/%lld/\">In reply to", (long long)t.ids[0]);
  assert_has(text, link);
  assert_lacks(page_text(b, "/2026/01/talk/"), "In reply to");
}

static void a_refused_form_costs_no_article(void **state) {
  struct blog *b = *state;
  struct buf out = {0};
  struct article r = support_article(b, talk_of(b).article);
  const struct view_form form = {
      .article_id = r.id, .comment = "Some <words>", .form_error = "Please wait."};
  assert_err(page_comments_render_form(b->web, b->arena, &r, &form, &out), OK);
  const char *text = buf_text(&out);
  assert_has(text, "<title>Error: talk");
  assert_has(text, "Please wait.");
  assert_has(text, ">\nSome &lt;words&gt;</textarea>");
  assert_has(text, "<a href=\"/2026/01/talk/\">Back to the article</a>");
  assert_has(text, "noindex");
  assert_lacks(text, "canonical");
  assert_lacks(text, "Text.");
  assert_lacks(text, "id=\"comment-");
  buf_free(&out);
}

static struct page asked(
    struct blog *b, const char *path, const char *held, int64_t reply_to) {
  const struct page_request r = {.raw_path = path,
      .path = path,
      .held = held,
      .reply_to = reply_to,
      .now = SUPPORT_DATE};
  struct page p = {0};
  assert_err(page_find(b->web, b->arena, &r, &p), OK);
  return p;
}

static void a_reply_is_written_where_the_comment_is(void **state) {
  struct blog *b = *state;
  struct talk t = talk_of(b);
  char want[100];
  struct buf out = {0};
  struct page p = asked(b, "/2026/01/talk/", NULL, t.ids[4]);
  snprintf(want, sizeof want, "/2026/01/talk/comment-page-2/?replytocom=%lld#respond",
      (long long)t.ids[4]);
  assert_string_equal(p.location, want);
  p = asked(b, "/2026/01/talk/comment-page-2/", NULL, t.ids[4]);
  assert_null(p.location);
  assert_true(p.is_private);
  assert_err(page_render(b->web, b->arena, &p, &out), OK);
  assert_has(buf_text(&out), "Cancel reply");
  assert_has(buf_text(&out), "noindex");
  buf_free(&out);
}

/* The ninth comment would be the first of no page that others have. */
static void a_held_comment_is_shown_where_it_will_be(void **state) {
  struct blog *b = *state;
  struct talk t = talk_of(b);
  char token[CRYPT_TOKEN_TEXT], id_text[60];
  struct buf out = {0};
  support_comment(b, t.article, 0, COMMENT_APPROVE);
  int64_t id = support_comment(b, t.article, 0, COMMENT_HOLD);
  crypt_token_sign(
      db_secret(b->web->db), OWN_LINK_HELD_PURPOSE, id, SUPPORT_DATE + 1000000, token);
  struct page p = asked(b, "/2026/01/talk/", token, 0);
  assert_non_null(p.location);
  assert_has(p.location, "/2026/01/talk/comment-page-4/?held=");
  p = asked(b, "/2026/01/talk/comment-page-4/", token, 0);
  assert_null(p.location);
  assert_err(page_render(b->web, b->arena, &p, &out), OK);
  snprintf(
      id_text, sizeof id_text, "id=\"comment-%lld\" class=\"held\"", (long long)id);
  assert_has(buf_text(&out), id_text);
  buf_free(&out);
  leads_to(b, "/2026/01/talk/comment-page-4/", "/2026/01/talk/");
  assert_err(support_moderate(b->site, id, COMMENT_APPROVE), OK);
  p = asked(b, "/2026/01/talk/", token, 0);
  assert_has(p.location, "/2026/01/talk/comment-page-4/#comment-");
}

static void a_moved_article_takes_its_pages_along(void **state) {
  struct blog *b = *state;
  struct talk t = talk_of(b);
  struct article_input input = support_article_input("chat");
  input.id = t.article;
  support_save(b, &input);
  struct page p = page_at(b, "/2026/01/talk/comment-page-2/");
  assert_true(p.permanent);
  assert_string_equal(p.location, "/2026/01/chat/comment-page-2/");
}

static void the_permanent_address_leads_to_public_comments(void **state) {
  struct blog *b = *state;
  struct talk t = talk_of(b);
  char path[40], want[80];
  snprintf(path, sizeof path, "/comment/%lld/", (long long)t.ids[5]);
  snprintf(want, sizeof want, "/2026/01/talk/comment-page-2/#comment-%lld",
      (long long)t.ids[5]);
  leads_to(b, path, want);
  assert_err(support_moderate(b->site, t.ids[5], COMMENT_HOLD), OK);
  assert_err(page_error_at(b, path), ERR_NOT_FOUND);
  assert_err(page_error_at(b, "/comment/999/"), ERR_NOT_FOUND);
}

static void pages_are_enumerated(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  talk_of(b);
  page_enumerated(b, "comments", &paths);
  assert_string_equal(paths.text, "/2026/01/talk/comment-page-2/\n"
                                  "/2026/01/talk/comment-page-3/\n");
}

static void a_comment_affects_the_pages_that_differ(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  struct talk t = talk_of(b);
  struct txn_invalidated inv = {.kind = DEP_COMMENTS,
      .id = t.article,
      .newest = t.ids[7],
      .oldest = t.ids[7],
      .delta = 1};
  page_affected(b, "comments", inv, &paths);
  assert_string_equal(paths.text, "/2026/01/talk/comment-page- last\n");
  /* Several that have arrived together. */
  inv.oldest = t.ids[4];
  inv.delta = 4;
  page_affected(b, "comments", inv, &paths);
  assert_string_equal(paths.text, "/2026/01/talk/comment-page- last\n");
  /* Some of them were there before: no attempt is made to tell which. */
  inv.delta = 3;
  page_affected(b, "comments", inv, &paths);
  assert_string_equal(paths.text, "/2026/01/talk/comment-page- 1--1\n");
  /* A comment and a text. */
  inv.oldest = 0;
  inv.delta = 1;
  page_affected(b, "comments", inv, &paths);
  assert_string_equal(paths.text, "/2026/01/talk/comment-page- 1--1\n");
  /* An old comment is approved. */
  inv.oldest = inv.newest = t.ids[4];
  page_affected(b, "comments", inv, &paths);
  assert_string_equal(paths.text, "/2026/01/talk/comment-page- 2-3\n");
  /* Nobody approved the comment that is replied to. */
  int64_t held = support_comment(b, t.article, 0, COMMENT_HOLD);
  inv.oldest = support_comment(b, t.article, held, COMMENT_APPROVE);
  inv.newest = support_comment(b, t.article, 0, COMMENT_APPROVE);
  inv.delta = 2;
  page_affected(b, "comments", inv, &paths);
  assert_string_equal(paths.text, "/2026/01/talk/comment-page- 3-4\n");
  inv = (struct txn_invalidated){.kind = DEP_ARTICLE, .id = t.article};
  page_affected(b, "comments", inv, &paths);
  assert_string_equal(paths.text, "/2026/01/talk/comment-page- 1--1\n");
  inv.kind = DEP_NEIGHBOURS;
  page_affected(b, "comments", inv, &paths);
  assert_string_equal(paths.text, "");
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  talk_of(b);
  page_survives_failing_memory(b, "/2026/01/talk/comment-page-2/");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(each_comment_is_on_one_page),
      support_site_test(the_newest_comments_may_come_first),
      support_site_test(numbers_without_a_page_lead_to_the_article),
      support_site_test(a_page_has_an_address_of_its_own),
      support_site_test(the_article_shows_how_many_pages_there_are),
      support_site_test(a_reply_on_another_page_names_its_parent),
      support_site_test(a_refused_form_costs_no_article),
      support_site_test(a_reply_is_written_where_the_comment_is),
      support_site_test(a_held_comment_is_shown_where_it_will_be),
      support_site_test(a_moved_article_takes_its_pages_along),
      support_site_test(the_permanent_address_leads_to_public_comments),
      support_site_test(pages_are_enumerated),
      support_site_test(a_comment_affects_the_pages_that_differ),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
