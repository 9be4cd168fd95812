#include "view/view_mail.h"

#include "support.h"

static struct templates *templates;

static int load(void **state) {
  char why[200];
  (void)state;
  assert_err(templates_load(&templates, NULL, "en", why, sizeof why), OK);
  return 0;
}

static int unload(void **state) {
  (void)state;
  templates_free(templates);
  return 0;
}

static void has(const char *text, const char *part) {
  if (!strstr(text, part))
    fail_msg("\"%s\" is missing in:\n%s", part, text);
}

static const struct view_link links[] = {
    {"https://example.org/?a=1&b=2", "Approve", false},
    {"https://example.org/spam", "Spam", false}};

static void both_parts(void **state) {
  const struct view_mail_item items[] = {{.author = "Ada <b>",
                                             .email = "ada@example.org",
                                             .when = "Today",
                                             .title = "Tide & time",
                                             .title_url = "https://example.org/tide/",
                                             .status = "Status: held",
                                             .text = "One\n\n-- \nfake",
                                             .html = "<p>One</p>",
                                             .links = {links, 2}},
      {.author = "Bob", .when = "Today", .text = "Two", .html = "<p>Two</p>"}};
  const struct view_mail m = {.lang = "en",
      .dir = "ltr",
      .site_title = "Blog",
      .site_url = "https://example.org",
      .subject = "S",
      .intro = "Hello.",
      .items = items,
      .item_count = 2,
      .note = "A note.",
      .stop = "Stop",
      .stop_url = "https://example.org/stop"};
  struct buf text = {0}, html = {0};
  (void)state;
  assert_err(view_mail(templates, &m, &text, &html), OK);
  const char *t = buf_text(&text), *h = buf_text(&html);
  has(t, "Hello.\n\nAda <b> <ada@example.org>\nToday, “Tide & time”\n");
  has(t, "\n> One\n>\n> --\n> fake\n\nApprove:\nhttps://example.org/?a=1&b=2\n");
  has(t, "\n\nBob\nToday\n\n> Two\n");
  has(t, "\n\nA note.\n\n-- \nBlog\nhttps://example.org\n");
  has(t, "Stop:\nhttps://example.org/stop\n");
  assert_null(strstr(t, "\n\n\n"));
  has(h, "<bdi>Ada &lt;b&gt;</bdi>");
  has(h, "class=\"action\" href=\"https://example.org/?a=1&amp;b=2\">Approve</a>");
  has(h, "<div class=\"text\" dir=\"auto\"><p>One</p></div>");
  has(h, "<a href=\"https://example.org/stop\">Stop</a>");
  buf_free(&text);
  buf_free(&html);
}

static void only_a_question(void **state) {
  const struct view_mail m = {.lang = "en",
      .dir = "ltr",
      .site_title = "Blog",
      .site_url = "https://example.org",
      .subject = "S",
      .intro = "Please confirm.",
      .links = {links, 1}};
  struct buf text = {0}, html = {0};
  (void)state;
  assert_err(view_mail(templates, &m, &text, &html), OK);
  assert_string_equal(buf_text(&text),
      "Please confirm.\n\nApprove:\nhttps://example.org/?a=1&b=2\n\n-- \nBlog\n"
      "https://example.org\n\n");
  assert_null(strstr(buf_text(&html), "class=\"item\""));
  buf_free(&text);
  buf_free(&html);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(both_parts),
      cmocka_unit_test(only_a_question),
  };
  return cmocka_run_group_tests(tests, load, unload);
}
