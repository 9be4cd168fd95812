#include "import/threads/import_threads_article.h"

#include "support_site.h"

/* Addresses of threads from real exports, with other names. */
static const char *const leads_to_it[] = {
    "http://www.old.example/2026/01/low-tide/",
    "https://old.example/2026/01/low-tide",
    "https://old.example/2026/01/Low-Tide/",
    " https://old.example/2026/01/low-tide/\n",
    "http://old.example/2026/01/low-tide/?utm_source=feedburner&utm_medium=feed",
    "http://old.example/2026/01/low-tide/#disqus_thread",
    "http://old.example/2026/01/low-tide/?fbclid=IwAR0x#comment-12",
    "http://old.example/2026/01/low-tide.html",
    "http://old.example/2026/01/low-tide.html?m=1",
    "http://old.example/2026/01/low-tide/index.html",
    "http://old.example/2026/01/low-tide/amp/",
    "http://old.example/?p=1",
    "http://old.example/?utm_source=x&p=1",
    "1 http://old.example/?p=1",
    "http://localhost:4000/2026/01/low-tide/",
    "http://127.0.0.1:1313/2026/01/low-tide/",
    "/2026/01/low-tide/",
    "2026/01/low-tide",
    "//old.example/2026/01/low-tide/",
    "https://old-example.translate.goog/2026/01/low-tide/?_x_tr_sl=en&_x_tr_tl=de",
    "http://translate.googleusercontent.com/translate_c?hl=de&u=http://a.b/2026/01/low-tide/&g=x",
    "http://translate.google.com/translate?u=http%3A%2F%2Fa.b%2F2026%2F01%2Flow-tide%2F&hl=es",
    "http://webcache.googleusercontent.com/search?q=cache:x9:a.b/2026/01/low-tide/",
    "https://web.archive.org/web/20130101000000/http://old.example/2026/01/low-tide/",
    "http://old.example/2026/01/low%2Dtide/",
};

static const char *const leads_nowhere[] = {"", " ", "12", "low-tide", "Low tide",
    "http://old.example/", "http://old.example/2026/01/", "http://old.example/other/",
    "http://old.example/?p=9", "javascript:alert(1)", "http://", "/", "?p=1", "#",
    "http://old.example/index.html", "http://old.example/2026/01/low-tide.txt",
    "http://translate.google.com/translate?hl=es", "%", "http://old.example/%00/%ff/"};

static void every_form_of_an_address_leads_to_its_article(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("low-tide");
  int64_t id = support_save(b, &one), found;
  assert_int_equal(id, 1);
  assert_err(db_read_begin(b->site->db), OK);
  for (size_t i = 0; i < sizeof leads_to_it / sizeof leads_to_it[0]; i++) {
    found = 0;
    if (import_threads_article(b->site, b->arena, leads_to_it[i], &found) ||
        found != id)
      fail_msg("%s", leads_to_it[i]);
  }
  for (size_t i = 0; i < sizeof leads_nowhere / sizeof leads_nowhere[0]; i++)
    if (import_threads_article(b->site, b->arena, leads_nowhere[i], &found) !=
        ERR_NOT_FOUND)
      fail_msg("%s", leads_nowhere[i]);
  db_read_end(b->site->db);
}

/* Nobody could read the comments of a draft, but its author may publish it later. */
static void a_draft_has_no_address(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("low-tide");
  int64_t found;
  one.status = ARTICLE_DRAFT;
  support_save(b, &one);
  assert_err(db_read_begin(b->site->db), OK);
  assert_err(import_threads_article(b->site, b->arena, "/2026/01/low-tide/", &found),
      ERR_NOT_FOUND);
  assert_err(import_threads_article(b->site, b->arena, "/?p=1", &found), ERR_NOT_FOUND);
  db_read_end(b->site->db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(every_form_of_an_address_leads_to_its_article),
      support_site_test(a_draft_has_no_address),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
