#include "site/pages/article_memory.h"

#include "page_support.h"
#include "site/comments/comment_closing.h"
#include "site/comments/comment_edit.h"
#include "site/comments/comment_moderate.h"
#include "site/comments/comment_move.h"
#include "site/pages/page_article.h"

static const struct article_memory_key plain = {
    .article = 7, .revision = 12, .comments = 2, .shown = 3, .open = true};

static struct view_frame frame_of(char *text, size_t size) {
  memset(text, 'x', size);
  return (struct view_frame){text, size, {{TEMPLATE_PART_FORM, 1}, {0, size}}};
}

static bool is_kept(struct blog *b, struct article_memory_key key) {
  return article_memory_find(b->web, &key) != NULL;
}

static void a_frame_comes_back(void **state) {
  struct blog *b = *state;
  char text[100];
  const struct view_frame frame = frame_of(text, sizeof text);
  assert_false(is_kept(b, plain));
  article_memory_keep(b->web, &plain, &frame);
  memset(text, 'y', sizeof text); /* it is a copy */
  const struct view_frame *kept = article_memory_find(b->web, &plain);
  assert_non_null(kept);
  assert_int_equal(kept->size, sizeof text);
  assert_int_equal(kept->text[99], 'x');
  assert_int_equal(kept->gaps[0].part, TEMPLATE_PART_FORM);
  assert_int_equal(kept->gaps[1].at, sizeof text);
  article_memory_free(b->web);
  assert_false(is_kept(b, plain));
  assert_int_equal(article_memory_size(b->web), 0);
}

/* Each of them is something that the page shows. */
static void another_key_is_another_frame(void **state) {
  struct blog *b = *state;
  char text[10];
  const struct view_frame frame = frame_of(text, sizeof text);
  struct article_memory_key keys[] = {plain, plain, plain, plain, plain};
  keys[0].article++;
  keys[1].revision++;
  keys[2].comments++;
  keys[3].shown--;
  keys[4].open = false;
  article_memory_keep(b->web, &plain, &frame);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    assert_false(is_kept(b, keys[i]));
  assert_true(is_kept(b, plain));
  /* An article has one. */
  article_memory_keep(b->web, &keys[1], &frame);
  assert_false(is_kept(b, plain));
  assert_true(is_kept(b, keys[1]));
  assert_int_equal(article_memory_size(b->web), sizeof text);
}

static void memory_is_bounded(void **state) {
  enum { LARGE = 100 << 10, SMALL = 10, MANY = 100 };
  static char text[ARTICLE_MEMORY_BYTES];
  struct blog *b = *state;
  struct article_memory_key key = plain;
  struct view_frame frame = frame_of(text, LARGE);
  for (int i = 0; i < MANY; i++) {
    key.article = i;
    article_memory_keep(b->web, &key, &frame);
    assert_true(article_memory_size(b->web) <= ARTICLE_MEMORY_BYTES);
    key.article = 0; /* in use all the time */
    assert_true(is_kept(b, key));
  }
  key.article = MANY - 1;
  assert_true(is_kept(b, key));
  key.article = 1;
  assert_false(is_kept(b, key));
  frame = frame_of(text, SMALL);
  for (int i = 0; i < MANY; i++) {
    key.article = i;
    article_memory_keep(b->web, &key, &frame);
  }
  assert_true(article_memory_size(b->web) <= (size_t)ARTICLE_MEMORY_PIECES * SMALL);
  /* One page must not take the place of all others. */
  frame = frame_of(text, sizeof text / 2);
  key.article = MANY;
  article_memory_keep(b->web, &key, &frame);
  assert_false(is_kept(b, key));
}

static enum err keep_once(void *context) {
  struct blog *b = context;
  char text[100];
  const struct view_frame frame = frame_of(text, sizeof text);
  article_memory_free(b->web);
  article_memory_keep(b->web, &plain, &frame);
  return is_kept(b, plain) ? OK : ERR_NOMEM;
}

static void it_works_without_memory(void **state) {
  assert_true(fail_alloc_each(keep_once, *state) > 1);
}

static enum err keep_inside(struct db *s, void *context) {
  char text[100];
  const struct view_frame frame = frame_of(text, sizeof text);
  (void)s;
  article_memory_keep(context, &plain, &frame);
  return ERR_INVALID;
}

/* The number of the change is given to another one if this one is undone. */
static void nothing_uncommitted_is_kept(void **state) {
  struct blog *b = *state;
  assert_err(txn_write(b->web->db, keep_inside, b->web), ERR_INVALID);
  assert_false(is_kept(b, plain));
}

static void a_text_comes_back(void **state) {
  struct blog *b = *state;
  const struct view_section items[] = {{"#a", "A", 1}, {"#b", "", 2}};
  const struct article_text text = {"<p>x</p>", "Lead", {items, 2}};
  const struct article_text short_text = {"", NULL, {NULL, 0}};
  article_memory_keep_text(b->web, 7, 12, &text);
  const struct article_text *kept = article_memory_text(b->web, 7, 12);
  assert_non_null(kept);
  assert_string_equal(kept->body_html, "<p>x</p>");
  assert_string_equal(kept->lead, "Lead");
  assert_int_equal(kept->contents.count, 2);
  assert_string_equal(kept->contents.items[0].url, "#a");
  assert_string_equal(kept->contents.items[1].text, "");
  assert_int_equal(kept->contents.items[1].depth, 2);
  assert_null(article_memory_text(b->web, 7, 13));
  assert_null(article_memory_text(b->web, 8, 12));
  /* The frame of the article is something else. */
  assert_false(is_kept(b, plain));
  article_memory_keep_text(b->web, 7, 13, &short_text);
  assert_null(article_memory_text(b->web, 7, 12));
  kept = article_memory_text(b->web, 7, 13);
  assert_non_null(kept);
  assert_string_equal(kept->body_html, "");
  assert_null(kept->lead);
  assert_int_equal(article_memory_size(b->web), 1);
}

static const struct comment_place places[] = {{3, 0}, {5, 3}, {8, 0}};

static struct article_list list_of(const char *html) {
  return (struct article_list){{html, strlen(html)}, places, NULL};
}

static bool has_list(struct blog *b, struct article_list list, const char *html) {
  struct article_list found = list;
  if (!article_memory_list(b->web, &plain, &found))
    return false;
  assert_int_equal(found.html.size, strlen(html));
  assert_memory_equal(found.html.text, html, strlen(html));
  return true;
}

static void the_comments_come_back(void **state) {
  static const char html[] = "<ol></ol>";
  struct blog *b = *state;
  char text[sizeof html];
  memcpy(text, html, sizeof html);
  struct article_list list = list_of(text);
  assert_false(has_list(b, list, html));
  article_memory_keep_list(b->web, &plain, &list);
  memset(text, 'y', sizeof html - 1); /* it is a copy */
  assert_true(has_list(b, list, html));
  assert_false(is_kept(b, plain));
  struct article_memory_key later = plain;
  later.revision++;
  assert_false(article_memory_list(b->web, &later, &list));
  later = plain;
  later.open = false;
  assert_false(article_memory_list(b->web, &later, &list));
  assert_int_equal(article_memory_size(b->web), sizeof html - 1 + 3 * sizeof places[0]);
}

/* Which comments there are counts, whatever their number is. */
static void other_comments_are_another_list(void **state) {
  struct blog *b = *state;
  struct comment_place moved[3];
  struct article_list list = list_of("<ol></ol>"), other = list;
  article_memory_keep_list(b->web, &plain, &list);
  memcpy(moved, places, sizeof places);
  other.places = moved;
  assert_true(has_list(b, other, "<ol></ol>"));
  moved[2].parent_id = 5;
  assert_false(has_list(b, other, "<ol></ol>"));
  moved[2] = (struct comment_place){9, 0};
  assert_false(has_list(b, other, "<ol></ol>"));
}

static void another_sentence_is_another_list(void **state) {
  struct blog *b = *state;
  struct article_list list = list_of("<p>Enough.</p>"), other = list;
  list.closed = "Enough.";
  article_memory_keep_list(b->web, &plain, &list);
  assert_true(has_list(b, list, "<p>Enough.</p>"));
  assert_false(has_list(b, other, "<p>Enough.</p>"));
  other.closed = "Enough";
  assert_false(has_list(b, other, "<p>Enough.</p>"));
}

static enum err keep_list_once(void *context) {
  struct blog *b = context;
  struct article_list list = list_of("<ol></ol>");
  article_memory_free(b->web);
  article_memory_keep_list(b->web, &plain, &list);
  return has_list(b, list, "<ol></ol>") ? OK : ERR_NOMEM;
}

static void comments_work_without_memory(void **state) {
  assert_true(fail_alloc_each(keep_list_once, *state) > 1);
}

/* The page of an article has this, now and when it comes from memory. */
static void expect(struct blog *b, const char *path, const char *piece) {
  const char *first = page_text(b, path), *again = page_text(b, path);
  assert_has(first, piece);
  assert_string_equal(first, again);
  article_memory_free(b->web);
  assert_string_equal(first, page_text(b, path));
}

static enum err thank(struct db *s, void *context) {
  return txn_invalidate(s, DEP_NEIGHBOURS, *(int64_t *)context);
}

/* Whatever a page shows, its change is shown at once. */
static void every_change_is_shown(void **state) {
  static const char path[] = "/2026/01/one/";
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  int64_t id = support_save(b, &one);
  expect(b, path, "<h1><bdi>one</bdi></h1>");
  one.title = "First";
  one.id = id;
  support_save(b, &one);
  expect(b, path, "<h1><bdi>First</bdi></h1>");
  int64_t comment = support_comment(b, id, 0, COMMENT_APPROVE);
  expect(b, path, "\"commentCount\":1");
  assert_err(support_moderate(b->site, comment, COMMENT_TRASH), OK);
  expect(b, path, "\"commentCount\":0");
  page_save_at(b, "two", SUPPORT_DATE + 1000000);
  expect(b, path, "<a class=\"newer\" href=\"/2026/01/two/\"");
  struct article_input menu = support_article_input("about");
  menu.type = ARTICLE_PAGE;
  menu.in_menu = true;
  support_save(b, &menu);
  expect(b, path, "<a href=\"/about/\">");
  b->web->settings.thanks = true;
  assert_err(txn_write(b->site->db, thank, &id), OK);
  expect(b, path, "id=\"comment-thanks\"");
  b->web->settings.close_after_days = 1;
  expect(b, path, "class=\"closed\"");
}

static void edit(struct blog *b, int64_t id, struct comment_changes to) {
  enum comment_fault fault = COMMENT_FAULT_NONE;
  bool changed = false;
  assert_err(
      comment_edit(b->site, b->arena, id, &to, SUPPORT_DATE, &fault, &changed), OK);
  assert_true(changed);
}

static void close_article(struct blog *b, int64_t id, const char *sentence) {
  assert_err(comment_close(b->site, id, sentence), OK);
}

/* Each of these changes comments that are kept. */
static void every_change_of_a_comment_is_shown(void **state) {
  static const char path[] = "/2026/01/one/";
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  struct article_input two = support_article_input("two");
  int64_t id = support_save(b, &one), other = support_save(b, &two);
  int64_t first = support_comment(b, id, 0, COMMENT_APPROVE);
  int64_t reply = support_comment(b, id, first, COMMENT_APPROVE);
  assert_err(support_moderate(b->site, first, COMMENT_TRASH), OK);
  assert_err(support_moderate(b->site, first, COMMENT_APPROVE), OK);
  expect(b, path, "Reply to");
  edit(b, first, (struct comment_changes){.source = "Another text."});
  expect(b, path, "<p>Another text.</p>");
  edit(b, first, (struct comment_changes){.author = "Zoë", .url = "example.net"});
  expect(b, path,
      "<a href=\"https://example.net\" rel=\"nofollow ugc noopener\"><bdi>Zoë</bdi>");
  struct comment_move item = {.id = reply};
  assert_err(comment_move(b->site, other, &item, 1), OK);
  expect(b, path, "One comment</h2>");
  assert_err(comment_move(b->site, id, &item, 1), OK);
  expect(b, path, "2 comments</h2>");
  close_article(b, id, "Enough.");
  expect(b, path, "<p class=\"closed\" dir=\"auto\">Enough.</p>");
  assert_lacks(page_text(b, path), "Reply to");
  close_article(b, id, "Quite enough.");
  expect(b, path, "Quite enough.");
  assert_err(comment_close_all(b->site, true, "On holiday."), OK);
  assert_err(
      comment_open(b->site, id, SUPPORT_DATE, &(enum closing){CLOSING_OPEN}), OK);
  expect(b, path, "On holiday.");
  /* No number changes when time passes. */
  b->web->settings.close_after_days = 1;
  assert_lacks(page_text(b, path), "On holiday.");
  b->web->settings.close_after_days = 0;
  expect(b, path, "On holiday.");
  assert_err(comment_close_all(b->site, false, ""), OK);
  expect(b, path, "Reply to");
  assert_err(comment_moderate_delete(b->site, first), OK);
  expect(b, path, "One comment</h2>");
}

/* Another program knows of no numbers. */
static void a_foreign_change_is_shown(void **state) {
  static const char path[] = "/2026/01/one/";
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  support_save(b, &one);
  assert_has(page_text(b, path), "<bdi>one</bdi>");
  assert_int_not_equal(article_memory_size(b->web), 0);
  int64_t before = support_revision(b, DEP_SITE, 0);
  support_number(b, "UPDATE article SET title = 'Other' RETURNING id");
  assert_has(page_text(b, path), "<bdi>Other</bdi>");
  /* The next change notices. After it, the old number is no page's any more. */
  page_save_at(b, "far", SUPPORT_DATE + 1000000000000);
  assert_true(support_revision(b, DEP_SITE, 0) > before);
  expect(b, path, "<bdi>Other</bdi>");
}

/* The frame of a page for one reader is neither taken from there nor kept. */
static void private_pages_are_apart(void **state) {
  static const char path[] = "/2026/01/one/";
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  int64_t comment = support_comment(b, support_save(b, &one), 0, COMMENT_APPROVE);
  const struct page_request r = {
      .raw_path = path, .path = path, .reply_to = comment, .now = SUPPORT_DATE};
  for (int i = 0; i < 2; i++) {
    struct page p = {0};
    struct buf out = {0};
    assert_err(page_find(b->web, b->arena, &r, &p), OK);
    assert_err(page_render(b->web, b->arena, &p, &out), OK);
    assert_has(buf_text(&out), "name=\"robots\" content=\"noindex\"");
    assert_has(buf_text(&out), "Cancel reply");
    buf_free(&out);
    assert_lacks(page_text(b, path), "Cancel reply");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_frame_comes_back),
      support_site_test(another_key_is_another_frame),
      support_site_test(memory_is_bounded),
      support_site_test(it_works_without_memory),
      support_site_test(nothing_uncommitted_is_kept),
      support_site_test(a_text_comes_back),
      support_site_test(the_comments_come_back),
      support_site_test(other_comments_are_another_list),
      support_site_test(another_sentence_is_another_list),
      support_site_test(comments_work_without_memory),
      support_site_test(every_change_is_shown),
      support_site_test(every_change_of_a_comment_is_shown),
      support_site_test(a_foreign_change_is_shown),
      support_site_test(private_pages_are_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
