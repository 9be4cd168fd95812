#include "import/hosted/import_medium.h"

#include "support_import.h"

#define BODY(text) "<section data-field=\"body\" class=\"e-content\">" text "</section>"
#define HEAD(title) "<!DOCTYPE html><article><h1 class=\"p-name\">" title "</h1>"
#define FOOT(address)                                                                        \
  "<footer><a class=\"p-author h-card\">Ann</a> <time class=\"dt-published\""                \
  " datetime=\"2018-03-12T10:20:30.123Z\">x</time> <a class=\"p-canonical\" href=\"" address \
  "\">x</a> https://medium.com</footer></article>"
#define ADDRESS "https://medium.com/@ann/low-tide-0123456789ab"

static void posts_are_recognised(void **state) {
  (void)state;
  assert_true(import_medium_is_post(HEAD("T") BODY("x") FOOT(ADDRESS)));
  assert_true(import_medium_is_post("\xef\xbb\xbf\r\n" HEAD("T") BODY("x") FOOT("")));
  assert_false(
      import_medium_is_post("---\ntitle: x\n---\n" HEAD("T") BODY("x") FOOT("")));
  assert_false(import_medium_is_post(HEAD("T") "<p>x</p>" FOOT(ADDRESS)));
  assert_false(import_medium_is_post(""));
}

static void exports_without_posts_are_recognised(void **state) {
  char *folder = support_import_folder("claps/a.html", "x");
  (void)state;
  support_import_file(folder, "ips/a.html", "x");
  assert_false(import_medium_is_export(folder));
  support_import_file(folder, "sessions/a.html", "x");
  assert_true(import_medium_is_export(folder));
  free(folder);
}

static int64_t import_post(struct blog *b, const char *name, const char *text) {
  char *folder = support_import_folder(name, text);
  int64_t id = support_import_one(b, folder, NULL);
  free(folder);
  return id;
}

static void everything_around_the_text_is_read(void **state) {
  struct blog *b = *state;
  struct article got = support_article(
      b, import_post(b, "2018-03-13_Low-tide-0123456789ab.html",
             HEAD("Low tide") "<section data-field=\"subtitle\">Sub</section>" BODY(
                 "<h3>Low tide</h3><p>x</p>") FOOT(ADDRESS "?source=x")));
  assert_string_equal(got.title, "Low tide");
  assert_string_equal(got.slug, "low-tide");
  assert_string_equal(got.excerpt, "Sub");
  assert_int_equal(got.published_at, INT64_C(1520850030123) * 1000);
  assert_int_equal(got.status, ARTICLE_PUBLISH);
  assert_int_equal(support_number(b, "SELECT count(*) FROM path WHERE path LIKE"
                                     " '/@ann/low-tide-0123456789ab%'"),
      1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM author WHERE name = 'Ann'"), 1);
}

static void drafts_and_responses_stay_hidden(void **state) {
  static const char *const all[][2] = {
      {"draft_Low-0123456789ab.html",
          HEAD("Low") BODY("<p>x</p>") "https://medium.com"},
      {"other.html", HEAD("Low") BODY("<p>y</p>") "https://medium.com"},
      {"2018-03-12_I-agree-0123456789ab.html",
          HEAD("I agree") BODY("<p>I agree!</p>") FOOT(ADDRESS)},
  };
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    assert_int_equal(
        support_article(*state, import_post(*state, all[i][0], all[i][1])).status,
        ARTICLE_DRAFT);
}

/* Also if its markup is over the limits. */
static void a_wild_draft_stays_a_draft(void **state) {
  struct buf wild = {0};
  buf_puts(&wild, HEAD("Low") "<section data-field=\"body\" class=\"e-content\">");
  for (int i = 0; i < 3000; i++)
    buf_puts(&wild, "<div>");
  buf_puts(&wild, "https://medium.com");
  int64_t id = import_post(*state, "draft_Low-0123456789ab.html", buf_text(&wild));
  assert_int_equal(support_article(*state, id).status, ARTICLE_DRAFT);
  buf_free(&wild);
}

static void the_slug_comes_from_the_best_name(void **state) {
  static const char *const all[][3] = {
      {"2018-03-12_----0123456789ab.html",
          "https://medium.com/@ann/%E6%B5%B7-0123456789ab", "\u6d77"},
      {"2018-03-12_Caf--a-0123456789ab.html",
          "https://medium.com/@ann/caf%C3%A9-a-0123456789ab", "caf\u00e9-a"},
      {"2018-03-12_A-b-0123456789ab.html", "https://x.org/2011/other/", "a-b"},
      {"2018-03-12_0123456789ab.html", "https://medium.com/@ann/0123456789ab", "title"},
  };
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    struct buf text = {0};
    buf_printf(&text,
        HEAD("Title")
            BODY("<h3>Title</h3><p>%zu</p>") "<time class=\"dt-published\""
                                             " datetime=\"2018-03-12\"></time>"
                                             "<a class=\"p-canonical\""
                                             " href=\"%s\">https://medium.com</a>",
        i, all[i][1]);
    int64_t id = import_post(*state, all[i][0], buf_text(&text));
    assert_string_equal(support_article(*state, id).slug, all[i][2]);
    buf_free(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(posts_are_recognised),
      cmocka_unit_test(exports_without_posts_are_recognised),
      support_site_test(everything_around_the_text_is_read),
      support_site_test(drafts_and_responses_stay_hidden),
      support_site_test(a_wild_draft_stays_a_draft),
      support_site_test(the_slug_comes_from_the_best_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
