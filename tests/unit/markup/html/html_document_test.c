#include "markup/html/html_document.h"

#include "base/buf.h"
#include "support.h"

static struct arena *arena;

static int set_up(void **state) {
  (void)state;
  arena = arena_new(16 << 20);
  return arena ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

static struct html_document doc_of(const char *html) {
  struct html_document d;
  assert_err(html_document_read(arena, html, strlen(html), NULL, &d), OK);
  assert_int_equal(d.body_size, strlen(d.body));
  return d;
}

static void reads_the_head(void **state) {
  (void)state;
  struct html_document d = doc_of(
      "<!doctype html><html lang=de><head><title> A &amp;\n B </title>"
      "<meta name=description content='D &quot;x&quot;'><meta name=Author content=Ann>"
      "<meta property='article:published_time' content='2026-11-24T09:30:00Z'>"
      "<meta name=date content=2020-01-01><meta name=keywords content='a, b'>"
      "</head><body><p>x</p></body></html>");
  assert_string_equal(d.title, "A & B");
  assert_string_equal(d.lang, "de");
  assert_string_equal(d.description, "D \"x\"");
  assert_string_equal(d.author, "Ann");
  assert_string_equal(d.date, "2026-11-24T09:30:00Z");
  assert_string_equal(d.keywords, "a, b");
  assert_string_equal(d.body, "<p>x</p>");
}

/* Only a heading that repeats the title is removed. */
static void keeps_another_heading(void **state) {
  static const char html[] = "<title>Tide</title><h1>Tide</h1><p>x</p>";
  struct html_document d;
  (void)state;
  assert_string_equal(doc_of(html).body, "<p>x</p>");
  assert_err(html_document_read(arena, html, strlen(html), "Tide", &d), OK);
  assert_string_equal(d.body, "<p>x</p>");
  assert_err(html_document_read(arena, html, strlen(html), "Ebb", &d), OK);
  assert_string_equal(d.body, "<h1>Tide</h1><p>x</p>");
}

static void works_without_a_head(void **state) {
  (void)state;
  struct html_document d = doc_of("just text");
  assert_null(d.title);
  assert_null(d.lang);
  assert_null(d.description);
  assert_null(d.author);
  assert_null(d.date);
  assert_null(d.keywords);
  assert_string_equal(d.body, "just text");
  assert_string_equal(doc_of("").body, "");
  assert_string_equal(
      doc_of("<meta property=og:description content=o><meta name=date content=d>").date,
      "d");
  assert_string_equal(
      doc_of("<meta property=og:description content=o>").description, "o");
}

static void finds_the_article(void **state) {
  (void)state;
  assert_string_equal(
      doc_of("<body><nav>n</nav><main>m<article>a</article></main>").body, "a");
  assert_string_equal(
      doc_of("<main>m<article>a</article><article>b</article></main>").body,
      "m<article>a</article><article>b</article>");
  assert_string_equal(doc_of("<article>a</article><article>b</article>").body,
      "<article>a</article><article>b</article>");
  assert_string_equal(doc_of("<html><body class=x>b<p>c</body></html>").body, "b<p>c");
  assert_string_equal(doc_of("<article>never closed<p>x").body, "never closed<p>x");
}

static void drops_the_repeated_title(void **state) {
  (void)state;
  struct html_document d = doc_of("<title>T</title><body><h1> T </h1><p>x</p></body>");
  assert_string_equal(d.body, "<p>x</p>");
  d = doc_of("<title>T</title><body><h1>Other</h1><p>x</p></body>");
  assert_string_equal(d.body, "<h1>Other</h1><p>x</p>");
  d = doc_of("<body><h1>From <em>here</em></h1>x</body>");
  assert_string_equal(d.title, "From here");
  assert_string_equal(d.body, "x");
  d = doc_of("<title>T</title><h1>T</h1><article>x</article>");
  assert_string_equal(d.body, "x");
}

static void reports_faults(void **state) {
  struct html_document d;
  struct buf deep = {0};
  (void)state;
  assert_err(html_document_read(arena, "a\xff", 2, NULL, &d), ERR_SYNTAX);
  for (int i = 0; i < 1000; i++)
    buf_puts(&deep, "<div>");
  assert_err(
      html_document_read(arena, buf_text(&deep), deep.len, NULL, &d), ERR_INVALID);
  buf_free(&deep);
  struct arena *tiny = arena_new(16);
  assert_err(
      html_document_read(tiny, "<title>A long enough title</title>", 34, NULL, &d),
      ERR_NOMEM);
  arena_free(tiny);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_the_head),
      cmocka_unit_test(keeps_another_heading),
      cmocka_unit_test(works_without_a_head),
      cmocka_unit_test(finds_the_article),
      cmocka_unit_test(drops_the_repeated_title),
      cmocka_unit_test(reports_faults),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
