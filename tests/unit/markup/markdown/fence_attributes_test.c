#include "markup/markdown/fence_attributes.h"

#include "fail_alloc.h"
#include "support.h"

#include "markup/markdown/markdown.h"

static void becomes(const char *info, const char *tag) {
  struct buf text = {0}, out = {0}, want = {0};
  buf_printf(&text, "```%s\na < b\n```\n", info);
  buf_printf(&want, "<pre><code%s>a &lt; b\n</code></pre>\n", tag);
  assert_err(markdown_to_html(buf_text(&text), text.len, NULL, &out), OK);
  if (strcmp(buf_text(&out), buf_text(&want)) != 0)
    fail_msg("%s: %s", info, buf_text(&out));
  buf_free(&text);
  buf_free(&out);
  buf_free(&want);
}

static void forms_of_other_engines_are_read(void **state) {
  (void)state;
  becomes("", "");
  becomes("c", " class=\"language-c\"");
  becomes("c {1,3-4 linenos}",
      " data-first=\"1\" data-marked=\"1,3-4\" class=\"language-c\"");
  /* Hugo */
  becomes("go {linenos=table,hl_lines=[2,\"5-7\"],linenostart=10}",
      " data-first=\"10\" data-marked=\"2,5-7\" class=\"language-go\"");
  becomes("go {hl_lines=\"2 5-7\"}", " data-marked=\"2,5-7\" class=\"language-go\"");
  becomes("go {linenos=false}", " class=\"language-go\"");
  /* Pandoc */
  becomes("{.python .numberLines startFrom=\"100\"}",
      " data-first=\"100\" class=\"language-python\"");
  becomes("{#id .haskell}", " class=\"language-haskell\"");
  becomes("{r, echo=FALSE}", " class=\"language-r\"");
  /* Gatsby, Docusaurus, rehype-pretty-code */
  becomes("js{1,3}", " data-marked=\"1,3\" class=\"language-js\"");
  becomes("jsx title=\"src/App.jsx\" {4} showLineNumbers",
      " data-first=\"1\" data-marked=\"4\" class=\"language-jsx\"");
  becomes("ts showLineNumbers{5}", " data-first=\"5\" class=\"language-ts\"");
  becomes("rust,ignore", " class=\"language-rust\"");
  becomes("python:main.py", " class=\"language-python\"");
  becomes("c++ linenos", " data-first=\"1\" class=\"language-c++\"");
  becomes("dot {alt=\"A to B & C\"}",
      " data-alt=\"A to B &amp; C\" class=\"language-dot\"");
}

static void nonsense_does_no_harm(void **state) {
  (void)state;
  becomes("c {", " class=\"language-c\"");
  becomes("{}", "");
  becomes("c {hl_lines=[}", " class=\"language-c\"");
  becomes("c {hl_lines=\"", " class=\"language-c\"");
  becomes("c {99999999999999999999 linenostart=99999999999999999999}",
      " data-first=\"1\" class=\"language-c\"");
  becomes("c {3-1}", " data-marked=\"3\" class=\"language-c\"");
  becomes("c {onclick=\"x\" class=\"y\" style=z}", " class=\"language-c\"");
  becomes("c\"><script>alert(1)</script> {1}", " data-marked=\"1\"");
}

/* Each block of a list or quotation is a node of its own. */
static void blocks_inside_others_are_replaced(void **state) {
  static const char text[] =
      "- a\n\n  ```c {1}\n  x\n  ```\n\n> ```c {2}\n> y\n> ```\n";
  struct buf out = {0};
  (void)state;
  assert_err(markdown_to_html(text, sizeof text - 1, NULL, &out), OK);
  assert_non_null(
      strstr(buf_text(&out), "<code data-marked=\"1\" class=\"language-c\">x\n"));
  assert_non_null(
      strstr(buf_text(&out), "<code data-marked=\"2\" class=\"language-c\">y\n"));
  buf_free(&out);
}

static enum err put_once(void *context) {
  struct buf out = {0};
  (void)context;
  fence_attributes_put(&out, "c {1 linenos alt=\"x\"}", "x", 1);
  enum err e = buf_status(&out);
  buf_free(&out);
  return e;
}

static void survives_a_lack_of_memory(void **state) {
  (void)state;
  fail_alloc_each(put_once, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(forms_of_other_engines_are_read),
      cmocka_unit_test(nonsense_does_no_harm),
      cmocka_unit_test(blocks_inside_others_are_replaced),
      cmocka_unit_test(survives_a_lack_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
