#include "markup/html/headings.h"

#include "markup/html/sanitise.h"
#include "support.h"

/* Returns the resulting HTML, and a line "LEVEL id text" for each heading. */
static void gives(const char *html, const char *want, const char *list) {
  struct arena *a = arena_new(1 << 22);
  struct buf clean = {0}, out = {0}, found = {0};
  struct headings h;
  assert_err(sanitise_html(html, strlen(html), NULL, &clean), OK);
  assert_err(headings_link(a, buf_text(&clean), &out, &h), OK);
  for (size_t i = 0; i < h.count; i++)
    buf_printf(&found, "%d %s %s\n", h.items[i].level, h.items[i].id, h.items[i].text);
  if (want)
    assert_string_equal(buf_text(&out), want);
  if (list)
    assert_string_equal(buf_text(&found), list);
  buf_free(&clean);
  buf_free(&out);
  buf_free(&found);
  arena_free(a);
}

static void links_a_heading_to_itself(void **state) {
  (void)state;
  gives("<p>x</p>", "<p>x</p>", "");
  gives("a<h2>Low <em>tide</em></h2>b",
      "a<h2 id=\"low-tide\"><a class=\"anchor\" href=\"#low-tide\">Low <em>tide</em></a>"
      "</h2>b",
      "2 low-tide Low tide\n");
  gives("<h4 class=\"align-center\">A</h4><h5>B</h5>",
      "<h4 id=\"a\" class=\"align-center\"><a class=\"anchor\" href=\"#a\">A</a></h4>"
      "<h5>B</h5>",
      "4 a A\n");
}

static void makes_ids_as_github_does(void **state) {
  (void)state;
  gives("<h2>What's new in 1.2?</h2><h2>A &amp; B</h2><h3>snake_case – kebab-case</h3>",
      NULL,
      "2 whats-new-in-12 What's new in 1.2?\n2 a--b A & B\n"
      "3 snake_case--kebab-case snake_case – kebab-case\n");
  gives("<h2>Über\n  潮汐</h2><h2>المد والجزر</h2><h2>น้ำขึ้น</h2>", NULL,
      "2 über-潮汐 Über 潮汐\n2 المد-والجزر المد والجزر\n2 น้ำขึ้น น้ำขึ้น\n");
  gives("<h2>潮</h2>",
      "<h2 id=\"潮\"><a class=\"anchor\" href=\"#%E6%BD%AE\">潮</a></h2>", NULL);
  gives("<h2>⚓</h2><h2>!</h2><h2><img src=\"/a.png\"></h2>", NULL,
      "2 section ⚓\n2 section-1 !\n2 section-2 \n");
}

static void ids_are_unique(void **state) {
  (void)state;
  gives("<h2>Tide</h2><h2>Tide</h2><h2>Tide 1</h2><p id=\"tide-2\">x</p><h2>Tide</h2>",
      NULL, "2 tide Tide\n2 tide-1 Tide\n2 tide-1-1 Tide 1\n2 tide-3 Tide\n");
  /* The page uses these IDs itself. */
  gives("<h2>Comments</h2><h2>Main</h2><h2>Comment 7</h2>", NULL,
      "2 section-comments Comments\n2 section-main Main\n"
      "2 section-comment-7 Comment 7\n");
}

static void keeps_the_id_of_the_author(void **state) {
  (void)state;
  gives("<h2>Ebb</h2><h2 id=\"ebb\">Flood 100%</h2><h2 id=\"50%&amp;\">x</h2>",
      "<h2 id=\"ebb-1\"><a class=\"anchor\" href=\"#ebb-1\">Ebb</a></h2>"
      "<h2 id=\"ebb\"><a class=\"anchor\" href=\"#ebb\">Flood 100%</a></h2>"
      "<h2 id=\"50%&amp;\"><a class=\"anchor\" href=\"#50%25%26\">x</a></h2>",
      "2 ebb-1 Ebb\n2 ebb Flood 100%\n2 50%& x\n");
}

/* Links must not be nested. */
static void leaves_other_links_alone(void **state) {
  (void)state;
  gives("<h2>See <a href=\"/x\">this</a></h2>",
      "<h2 id=\"see-this\">See <a href=\"/x\">this</a></h2>", NULL);
  gives("<a href=\"/x\"><h2>In</h2></a><h2>Out</h2>",
      "<a href=\"/x\"><h2 id=\"in\">In</h2></a>"
      "<h2 id=\"out\"><a class=\"anchor\" href=\"#out\">Out</a></h2>",
      NULL);
  gives("<h2>Note<sup class=\"footnote-ref\"><a href=\"#fn-1\">1</a></sup></h2>",
      "<h2 id=\"note\">Note<sup class=\"footnote-ref\"><a href=\"#fn-1\">1</a></sup>"
      "</h2>",
      "2 note Note\n");
}

static void long_texts_and_many_headings_are_bounded(void **state) {
  struct arena *a = arena_new(1 << 24);
  struct buf html = {0}, out = {0};
  struct headings h;
  (void)state;
  buf_puts(&html, "<h2>");
  for (int i = 0; i < 100; i++)
    buf_puts(&html, "潮汐");
  buf_puts(&html, "</h2>");
  for (int i = 0; i < HEADINGS_MOST; i++)
    buf_puts(&html, "<h2>A</h2>");
  assert_err(headings_link(a, buf_text(&html), &out, &h), OK);
  assert_int_equal(h.count, HEADINGS_MOST);
  assert_int_equal(strlen(h.items[0].id), 198);
  assert_string_equal(h.items[HEADINGS_MOST - 1].id, "a-998");
  assert_non_null(strstr(buf_text(&out), "#a-998\">A</a></h2><h2>A</h2>"));
  buf_free(&html);
  buf_free(&out);
  arena_free(a);
}

static void html_that_is_not_sanitised_is_harmless(void **state) {
  static const char *const odd[] = {"<h2>a", "<h2", "</h2>", "<h2>a</h3>b", "<h2 id=\"",
      "<h2>\xff</h2>", "<h2>a<h2>b</h2>"};
  (void)state;
  for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
    struct arena *a = arena_new(1 << 16);
    struct buf out = {0};
    struct headings h;
    assert_err(headings_link(a, odd[i], &out, &h), OK);
    assert_true(strlen(buf_text(&out)) >= strlen(odd[i]));
    buf_free(&out);
    arena_free(a);
  }
}

static void ids_of_the_page_are_known(void **state) {
  (void)state;
  assert_true(headings_is_page_id("respond"));
  assert_true(headings_is_page_id("comment-7"));
  assert_false(headings_is_page_id("intro"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(links_a_heading_to_itself),
      cmocka_unit_test(makes_ids_as_github_does),
      cmocka_unit_test(ids_are_unique),
      cmocka_unit_test(keeps_the_id_of_the_author),
      cmocka_unit_test(leaves_other_links_alone),
      cmocka_unit_test(long_texts_and_many_headings_are_bounded),
      cmocka_unit_test(html_that_is_not_sanitised_is_harmless),
      cmocka_unit_test(ids_of_the_page_are_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
