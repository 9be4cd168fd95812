#include "site/core/picture_markup.h"

#include "db/model/picture.h"
#include "fail_alloc.h"
#include "support_site.h"

static enum err put(struct db *s, void *context) {
  return picture_put(s, context);
}

static void add(struct blog *b, const char *name, int64_t width, int64_t height,
    const char *copies) {
  struct picture p = {name, 1, 1, "1 webp", width, height, "abc", copies, ""};
  assert_err(txn_write(b->site->db, put, &p), OK);
}

static const char *marked(struct blog *b, const char *html) {
  const char *out = NULL;
  assert_err(picture_markup(b->web, b->arena, html, &out), OK);
  return out;
}

#define TEXT "sizes=\"(min-width: 40rem) 34rem, 100vw\""

static void without_pictures_nothing_changes(void **state) {
  struct blog *b = *state;
  const char *html = "<p>a &lt;img src=\"/media/a.jpg\"&gt;</p>";
  assert_ptr_equal(marked(b, html), html);
}

static void the_first_is_loaded_at_once(void **state) {
  struct blog *b = *state;
  add(b, "a b.jpg", 1000, 500, "avif:400,1000;webp:400,800,1000;=jpg:400,800");
  assert_string_equal(
      marked(b, "<p><img loading=\"lazy\" src=\"https://example.net/x.png\" alt=\"\">"
                "<img src=\"/media/a%20b.jpg?v=1\" alt=\"A &amp; b\"></p>"),
      "<p><img src=\"https://example.net/x.png\" alt=\"\" fetchpriority=\"high\""
      " decoding=\"async\">"
      "<picture><source type=\"image/avif\" srcset=\"/media/_sizes/abc-400.avif 400w, "
      "/media/_sizes/abc-1000.avif 1000w\" " TEXT ">"
      "<source type=\"image/webp\" srcset=\"/media/_sizes/abc-400.webp 400w, "
      "/media/_sizes/abc-800.webp 800w, /media/_sizes/abc-1000.webp 1000w\" " TEXT ">"
      "<img src=\"/media/a%20b.jpg?v=1\" alt=\"A &amp; b\" srcset=\"/media/_sizes/"
      "abc-400.jpg 400w, /media/_sizes/abc-800.jpg 800w, /media/a%20b.jpg 1000w\" " TEXT
      " width=\"1000\" height=\"500\" loading=\"lazy\" decoding=\"async\"></picture></p>");
}

static void the_widest_copy_replaces_a_large_picture(void **state) {
  struct blog *b = *state;
  add(b, "a.jpg", 6000, 4000, "=jpg:400,1600");
  const char *out = marked(b, "<img src=\"/media/a.jpg\" alt=\"\">");
  assert_non_null(strstr(out, "srcset=\"/media/_sizes/abc-400.jpg 400w, "
                              "/media/_sizes/abc-1600.jpg 1600w\""));
  assert_null(strstr(out, "<picture>"));
}

static void what_the_author_wrote_stays(void **state) {
  struct blog *b = *state;
  add(b, "a.png", 900, 600, "webp:400,900");
  const char *out =
      marked(b, "<img src=\"/media/a.png\" alt=\"\" width=\"300\" loading=\"eager\">"
                "<img src=\"/media/a.png\" alt=\"\" height=\"300\">"
                "<img src=\"/media/a.png\" alt=\"\" width=\"10\" height=\"10\">"
                "<img src=\"/media/a.png\" alt=\"\" width=\"50%\">");
  assert_non_null(strstr(out,
      "width=\"300\" loading=\"eager\" height=\"200\" fetchpriority=\"high\""
      " decoding"));
  assert_non_null(strstr(out, "sizes=\"(min-width: 300px) 300px, 100vw\""));
  assert_non_null(strstr(out, "height=\"300\" width=\"450\" loading=\"lazy\""));
  assert_non_null(strstr(out, "width=\"10\" height=\"10\" loading"));
  assert_non_null(strstr(out, "width=\"50%\" loading"));
}

static void wide_figures_get_larger_copies(void **state) {
  struct blog *b = *state;
  add(b, "a.png", 900, 600, "webp:400,900");
  const char *out =
      marked(b, "<figure class=\"wide\"><img src=\"/media/a.png\" alt=\"\"></figure>"
                "<figure><img src=\"/media/a.png\" alt=\"\"></figure>");
  const char *wide = strstr(out, "sizes=\"(min-width: 64rem) 52rem, 100vw\"");
  assert_non_null(wide);
  assert_non_null(strstr(wide, TEXT));
}

static void unknown_sizes_add_none(void **state) {
  struct blog *b = *state;
  add(b, "a.svg", 0, 0, "");
  assert_string_equal(marked(b, "<img src=\"/media/a.svg\" alt=\"\">"
                                "<img src=\"/media/none.png\" alt=\"\">"),
      "<img src=\"/media/a.svg\" alt=\"\" fetchpriority=\"high\" decoding=\"async\">"
      "<img src=\"/media/none.png\" alt=\"\" loading=\"lazy\" decoding=\"async\">");
}

static void a_card_shows_the_first_known_one(void **state) {
  struct blog *b = *state;
  const char *out = "";
  add(b, "a.png", 900, 600, "webp:400,900");
  assert_err(
      picture_markup_first(b->web, b->arena,
          "<p>x</p><img src=\"//example.net/y.png\" alt=\"\"><img"
          " src=\"/media/a.png\" alt=\"&quot;A&quot;\" width=\"5\" class=\"align-"
          "left\">",
          "20rem", &out),
      OK);
  assert_string_equal(out,
      "<picture><source type=\"image/webp\" srcset=\"/media/_sizes/abc-400.webp 400w, "
      "/media/_sizes/abc-900.webp 900w\" sizes=\"20rem\"><img src=\"/media/a.png\""
      " alt=\"&quot;A&quot;\" width=\"900\" height=\"600\" loading=\"lazy\""
      " decoding=\"async\"></picture>");
  assert_err(picture_markup_first(b->web, b->arena, "<p>x</p>", "20rem", &out), OK);
  assert_null(out);
}

static enum err mark_once(void *context) {
  struct blog *b = context;
  const char *out;
  struct arena *a = arena_new(1 << 20);
  enum err e =
      a ? picture_markup(b->web, a, "<p><img src=\"/media/a.png\" alt=\"\"></p>", &out)
        : ERR_NOMEM;
  if (!e && !strstr(out, "width=\"900\""))
    e = ERR_INTERNAL;
  arena_free(a);
  return e;
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  add(b, "a.png", 900, 600, "webp:400,900;=png:400");
  fail_alloc_each(mark_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(without_pictures_nothing_changes),
      support_site_test(the_first_is_loaded_at_once),
      support_site_test(the_widest_copy_replaces_a_large_picture),
      support_site_test(what_the_author_wrote_stays),
      support_site_test(wide_figures_get_larger_copies),
      support_site_test(unknown_sizes_add_none),
      support_site_test(a_card_shows_the_first_known_one),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
