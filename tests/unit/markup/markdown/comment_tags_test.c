#include "markup/markdown/comment_tags.h"

#include <string.h>

#include "base/buf.h"
#include "support.h"

/* The tags that are markup, each followed by a space. */
static void finds(const char *text, const char *want) {
  struct buf b = {0};
  cmark_event_type event;
  cmark_node *root = cmark_parse_document(text, strlen(text), CMARK_OPT_UNSAFE);
  assert_err(comment_tags_find(root), OK);
  cmark_iter *iter = cmark_iter_new(root);
  while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iter);
    if (event == CMARK_EVENT_ENTER && comment_tags_is_markup(node))
      buf_printf(&b, "%s ", cmark_node_get_literal(node));
  }
  cmark_iter_free(iter);
  cmark_node_free(root);
  assert_string_equal(buf_text(&b), want);
  buf_free(&b);
}

static void a_tag_needs_its_counterpart(void **state) {
  (void)state;
  finds("x <b>y</b> <i>z", "<b> </b> ");
  finds("x vector<s> y", "");
  finds("x </b> <b>", "");
  finds("x <b><i>y</b></i>", "<b> </b> ");
  finds("x <em>a *b</em> c*", "");
  finds("x <b>\n\ny</b>", "");
}

static void only_known_tags(void **state) {
  (void)state;
  finds("x <script>y</script> <u>z</u> <bx>a</bx>", "");
  finds("x <B CLASS=a>y</B> <a href='b' title=\"c\">d</a>",
      "<B CLASS=a> </B> <a href='b' title=\"c\"> </a> ");
  finds("x <b and c> d</b> <i/>e</i>", "");
}

static void quotes_may_have_paragraphs(void **state) {
  (void)state;
  finds("x <blockquote>a\n\nb</blockquote> c <b>d</b>",
      "<blockquote> </blockquote> <b> </b> ");
  finds("x <blockquote>a <blockquote>b</blockquote>", "<blockquote> </blockquote> ");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_tag_needs_its_counterpart),
      cmocka_unit_test(only_known_tags),
      cmocka_unit_test(quotes_may_have_paragraphs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
