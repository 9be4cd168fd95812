#include "ops/check_links.h"

#include "db/model/redirect.h"
#include "fail_alloc.h"
#include "support_site.h"

static enum err note(void *context, const struct link_finding *f) {
  buf_printf(context, "%lld %s %s: %s%s%s\n", (long long)f->article, f->address,
      f->link, link_problem_text(f->place.problem), f->place.better ? " -> " : "",
      f->place.better ? f->place.better : "");
  return OK;
}

static enum err refuse(void *context, const struct link_finding *f) {
  (void)context, (void)f;
  return ERR_CLOSED;
}

static int64_t save_with(struct blog *b, const char *slug, const char *html) {
  struct article_input a = support_article_input(slug);
  a.html = html;
  return support_save(b, &a);
}

static void assert_found(struct blog *b, int64_t links, const char *want) {
  struct buf found = {0};
  struct link_counts counts = {0, 0, 0};
  assert_err(check_links(b->site, note, &found, NULL, NULL, &counts), OK);
  assert_string_equal(buf_text(&found), want);
  assert_int_equal(counts.links, links);
  buf_free(&found);
}

static void good_links_are_not_reported(void **state) {
  struct blog *b = *state;
  support_write(b->site->dir, "media/a&b.png", "x");
  save_with(b, "one",
      "<h2>Two words</h2><p><a href=\"#two-words\">a</a> <a href=\"../two/#end\">b</a>"
      " <a href=\"https://example.org/2026/01/two/\">c</a> <a href=\"#\">d</a>"
      " <a href=\"mailto:a@example.org\">e</a> <a href=\"https://b.example/none\">f</a>"
      "<img src=\"/media/a&amp;b.png\" alt=\"\" srcset=\"/media/a&amp;b.png 2x,"
      " /media/a%26b.png 3x\"></p>");
  save_with(b, "two", "<h2>End</h2><p><a href=\"?p=1\">a</a> 1 &lt; 2</p>");
  assert_found(b, 8, "");
}

static void every_kind_of_problem_is_reported_once(void **state) {
  struct blog *b = *state;
  save_with(b, "one",
      "<p><a href=\"/zzz/?a=1&amp;b=2\">a</a><a href=\"/zzz/?a=1&amp;b=2\">a</a>"
      "<a href=\"../two/#edn\">b</a><a href=\"#here\">c</a><a href=\"two.md\">d</a>"
      "<img src=\"/media/a.png\" alt=\"\" srcset=\"/media/b.png 2x, /media/c.png\"></p>"
      "<blockquote cite=\"/2026/01/two\"><p>x</p></blockquote>");
  save_with(b, "two", "<h2>End</h2>");
  assert_found(b, 9,
      "1 /2026/01/one/ #here: no such anchor\n"
      "1 /2026/01/one/ ../two/#edn: no such anchor -> #end\n"
      "1 /2026/01/one/ /2026/01/two: redirects -> /2026/01/two/\n"
      "1 /2026/01/one/ /media/a.png: no such file\n"
      "1 /2026/01/one/ /media/b.png: no such file\n"
      "1 /2026/01/one/ /media/c.png: no such file\n"
      "1 /2026/01/one/ /zzz/?a=1&b=2: not found\n"
      "1 /2026/01/one/ two.md: not found -> /2026/01/two/\n");
}

static void only_public_texts_are_read(void **state) {
  struct blog *b = *state;
  struct article_input a = support_article_input("draft");
  a.status = ARTICLE_DRAFT;
  a.html = "<p><a href=\"/zzz/\">x</a></p>";
  support_save(b, &a);
  assert_found(b, 0, "");
}

static enum err add_redirects(struct db *s, void *context) {
  static const char *const rows[][2] = {{"/x/", "/y/"}, {"/y/", "/x/"},
      {"/good/", "/2026/01/one/"}, {"/bad/", "/2026/01/none/"},
      {"/\xc3\xa4/", "/good/"}, {"/out/", "https://b.example/"}};
  enum err e = OK;
  (void)context;
  for (size_t i = 0; !e && i < sizeof rows / sizeof *rows; i++)
    e = redirect_set(s, rows[i][0], rows[i][1]);
  return e;
}

static void redirects_are_checked(void **state) {
  struct blog *b = *state;
  save_with(b, "one", "<p>x</p>");
  assert_err(txn_write(b->site->db, add_redirects, NULL), OK);
  assert_found(b, 0,
      "0 /%C3%A4/ /good/: redirects -> /2026/01/one/\n"
      "0 /bad/ /2026/01/none/: not found -> /2026/01/one/\n"
      "0 /x/ /y/: redirects in a circle\n"
      "0 /y/ /x/: redirects in a circle\n");
}

static void notes_are_no_problems(void **state) {
  (void)state;
  assert_true(link_problem_is_note(LINK_MOVED));
  assert_true(link_problem_is_note(LINK_OTHER_PAGE));
  assert_false(link_problem_is_note(LINK_MISSING));
  assert_false(link_problem_is_note(LINK_LOOP));
}

static void an_error_of_the_visitor_ends_it(void **state) {
  struct blog *b = *state;
  struct link_counts counts;
  save_with(b, "one", "<p><a href=\"/zzz/\">x</a></p>");
  assert_err(check_links(b->site, refuse, NULL, NULL, NULL, &counts), ERR_CLOSED);
}

static enum err check_once(void *context) {
  struct blog *b = context;
  struct buf found = {.most = 1000};
  struct link_counts counts;
  enum err e = check_links(b->site, note, &found, NULL, NULL, &counts);
  if (!e)
    e = buf_status(&found);
  if (!e && !strstr(buf_text(&found), "../two/#edn: no such anchor -> #end\n"))
    e = ERR_INTERNAL;
  buf_free(&found);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  save_with(b, "one", "<p><a href=\"../two/#edn\">b</a><a href=\"#here\">c</a></p>");
  save_with(b, "two", "<h2>End</h2>");
  fail_alloc_each(check_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(good_links_are_not_reported),
      support_site_test(every_kind_of_problem_is_reported_once),
      support_site_test(only_public_texts_are_read),
      support_site_test(redirects_are_checked),
      support_site_test(notes_are_no_problems),
      support_site_test(an_error_of_the_visitor_ends_it),
      support_site_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
