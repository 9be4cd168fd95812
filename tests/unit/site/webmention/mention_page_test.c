#include "site/webmention/mention_page.h"

#include "fail_alloc.h"
#include "support.h"

static const char url[] = "https://other.example/notes/1";
static const char target[] = "https://blog.example/tide/";

static struct mention_page read_page(struct arena *a, const char *html) {
  struct mention_page p;
  assert_err(mention_page_read(a, html, strlen(html), url, target, &p), OK);
  return p;
}

static void kinds_are_those_of_the_link(void **state) {
  static const struct {
    const char *html;
    enum mention_kind kind;
    bool links;
  } all[] = {{"<a href='https://blog.example/tide/'>x</a>", MENTION_LINK, true},
      {"<a class='x u-like-of' href='https://blog.example/tide/#c'>x</a>", MENTION_LIKE,
          true},
      {"<a class=u-repost-of href='https://blog.example/tide/'></a>", MENTION_REPOST,
          true},
      /* The citation of what is replied to. */
      {"<div class='u-in-reply-to h-cite'><p>To <a href='https://blog.example/tide/'>x"
       "</a></div>",
          MENTION_REPLY, true},
      /* A reply to somebody else that also links here. */
      {"<a class=u-in-reply-to href='https://third.example/'>y</a>"
       "<a href='https://blog.example/tide/'>x</a>",
          MENTION_LINK, true},
      {"<img src='https://blog.example/tide/'>", MENTION_LINK, true},
      {"<a href='https://blog.example/tide'>x</a>", MENTION_NONE, false},
      {"<a href='https://blog.example/tide/?a'>x</a>", MENTION_NONE, false},
      {"<a href='/tide/'>x</a>", MENTION_NONE, false},
      {"https://blog.example/tide/", MENTION_NONE, false},
      {"<!-- <a href='https://blog.example/tide/'> -->", MENTION_NONE, false},
      {"<a href='javascript:https://blog.example/tide/'>x</a>", MENTION_NONE, false},
      {"", MENTION_NONE, false}};
  (void)state;
  struct arena *a = arena_new(1 << 20);
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    struct mention_page p = read_page(a, all[i].html);
    if (p.links != all[i].links || p.kind != all[i].kind)
      fail_msg("%s: %d, %s", all[i].html, p.links, mention_kind_name(p.kind));
  }
  arena_free(a);
}

static void words_are_plain_text(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  struct mention_page p = read_page(a,
      "<title>A\n title</title><div class=h-entry><p class='p-author h-card'> Bea &lt;i&gt;"
      "</p><a class=u-in-reply-to href='https://blog.example/tide/'>x</a>"
      "<div class=e-content>I <b>agree</b>,\n\n&amp; more\u202e.</div></div>");
  assert_string_equal(p.author, "Bea <i>");
  assert_string_equal(p.text, "I agree, & more.");
  assert_string_equal(p.title, "A title");
  p = read_page(
      a, "<p class=p-name>Name only</p><a href='https://blog.example/tide/'>");
  assert_string_equal(p.text, "Name only");
  assert_string_equal(p.author, "");
  arena_free(a);
}

static enum err read_once(void *context) {
  static const char html[] = "<p class=p-author>A</p><a class=u-like-of "
                             "href='https://blog.example/tide/'>x</a>";
  struct arena *a = arena_new(1 << 20);
  struct mention_page p;
  (void)context;
  enum err e =
      a ? mention_page_read(a, html, strlen(html), url, target, &p) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void without_memory_nothing_is_read(void **state) {
  (void)state;
  fail_alloc_each(read_once, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(kinds_are_those_of_the_link),
      cmocka_unit_test(words_are_plain_text),
      cmocka_unit_test(without_memory_nothing_is_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
