#include "support.h"

#include <time.h>

#include "markup/markdown/template_tags.h"

static const char *address(void *context, const char *file, bool is_post, int line) {
  (void)context;
  (void)line;
  return strcmp(file, "b.md") == 0                      ? "/b/"
         : is_post && strcmp(file, "2020-01-01-x") == 0 ? "/x/"
                                                        : NULL;
}

struct seen {
  char names[80];
  int line;
};

static void unknown(void *context, const char *name, bool stays, int line) {
  struct seen *s = context;
  snprintf(s->names + strlen(s->names), sizeof s->names - strlen(s->names), "%s%s ",
      name, stays ? "!" : "");
  s->line = line;
}

static const char *variable(void *context, const char *name) {
  (void)context;
  return strcmp(name, "page.title") == 0 ? "T" : NULL;
}

static void expands(void **state) {
  static const char *const rows[][3] = {
      {"a {b} {{ c }}", "a {b} {{ c }}", ""},
      {"[x]({{< ref \"b.md#p\" >}}) {{% relref \"none.md\" %}}", "[x](/b/#p) none.md",
          ""},
      {"{{< figure src=\"a.png\" alt=\"A\" caption=\"C & D\" >}}",
          "\n\n<figure><img src=\"a.png\" alt=\"A\"><figcaption>C &amp; D</figcaption>"
          "</figure>\n\n",
          ""},
      {"{{< highlight go \"linenos=true\" >}}\nx := `a`\n{{< /highlight >}}",
          "\n```go {linenos=true}\nx := `a`\n```\n", ""},
      {"{% highlight ruby linenos %}```\n{% endhighlight %}",
          "\n````ruby {linenos}\n```\n````\n", ""},
      {"{{< youtube dQw4 >}} {{<vimeo id=\"12\">}} {{< tweet user=a id=5 >}}",
          "<https://www.youtube.com/watch?v=dQw4> <https://vimeo.com/12> "
          "<https://twitter.com/a/status/5>",
          ""},
      {"{{< youtube \"a><b\" >}}", "", "youtube "},
      {"{% raw %}{{< youtube x >}}{% endraw %}", "{{< youtube x >}}", ""},
      {"{% post_url 2020-01-01-x %} {%- link b.md -%}", "/x/ /b/", ""},
      {"{% include a.html %}\n{{< my/box >}}in{{< /my/box >}}\n",
          "{% include a.html %}\nin\n", "include! my/box "},
      {"{{< img src=\"a.png\" alt=\"A\" >}}",
          "\n\n<figure><img src=\"a.png\" alt=\"A\"></figure>\n\n", ""},
      {"a {{< player src=\"//evil.example/x.js\" >}} b", "a  b", "player "},
      {"{{</* youtube x */>}} {{%/*a*/%}}", "{{< youtube x >}} {{%a%}}", ""},
      {"```\n{{</* a */>}}\n```\n", "```\n{{< a >}}\n```\n", ""},
      {"{{</*>}}", "{{</*>}}", ""},
      {"```\n{{< youtube x >}}\n{% if a %}\n```\n",
          "```\n{{< youtube x >}}\n{% if a %}\n```\n", ""},
      {"{{% youtube x", "{{% youtube x", ""},
      {"{% highlight c %}x", "{% highlight c %}x", "highlight! "},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct seen seen = {0};
    const struct template_tags tags = {
        .context = &seen, .address = address, .unknown = unknown};
    struct arena *a = arena_new(1 << 20);
    struct buf out = {0};
    assert_err(template_tags_expand(a, rows[i][0], 1, &tags, &out), OK);
    assert_string_equal(buf_text(&out), rows[i][1]);
    assert_string_equal(seen.names, rows[i][2]);
    buf_free(&out);
    arena_free(a);
  }
}

static void expands_liquid(void **state) {
  static const char *const rows[][3] = {
      {"[a]({{ site.baseurl }}/a/) {{site.url}}{{- site.url -}}.", "[a](/a/) .", ""},
      {"{{ page.title | escape }}, {{ page.other | x }}.", "T, .", "{{ page.other }} "},
      {"![a]({{ \"/img/a.png\" | relative_url }})", "![a](/img/a.png)", ""},
      {"a{% comment %}secret{% endcomment %}b", "ab", ""},
      {"```\n{% comment %}secret{% endcomment %}{% if x %}\n```\n",
          "```\n{% if x %}\n```\n", ""},
      {"{% if x %}a{% else %}b{% endif %}{% include a.html %}", "ab",
          "if else include "},
      {"```\n{{ site.url }}\n```\n", "```\n{{ site.url }}\n```\n", ""},
      {"{{ x", "{{ x", ""},
      {"{{}}", "{{}}", ""},
      {"{% raw %}{{ site.url }}{% endraw %}", "{{ site.url }}", ""},
      {"{% highlight c %}\na<b\n{% endhighlight %}",
          "<pre><code class=\"language-c\">a&lt;b\n</code></pre>", ""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct seen seen = {0};
    const struct template_tags tags = {&seen, address, unknown, variable, true, true};
    struct arena *a = arena_new(1 << 20);
    struct buf out = {0};
    assert_err(template_tags_expand(a, rows[i][0], 1, &tags, &out), OK);
    assert_string_equal(buf_text(&out), rows[i][1]);
    assert_string_equal(seen.names, rows[i][2]);
    buf_free(&out);
    arena_free(a);
  }
}

static void knows_lines(void **state) {
  struct seen seen = {0};
  const struct template_tags tags = {
      .context = &seen, .address = address, .unknown = unknown};
  struct arena *a = arena_new(1 << 20);
  struct buf out = {0};
  (void)state;
  assert_err(template_tags_expand(a, "a\n\n{{< box >}}", 5, &tags, &out), OK);
  assert_int_equal(seen.line, 7);
  buf_free(&out);
  arena_free(a);
}

static const char *far(void *context, const char *file, bool is_post, int line) {
  (void)line;
  static char address[1000];
  (void)file;
  (void)is_post;
  ++*(int *)context;
  memset(address, 'u', sizeof address - 1);
  return address;
}

/* Expansion stops at the limit of the output buffer, not after the whole text. */
static void output_is_bounded(void **state) {
  int calls = 0;
  const struct template_tags tags = {
      .context = &calls, .address = far, .unknown = unknown};
  struct arena *a = arena_new(16 << 20);
  struct buf in = {0}, out = {.most = 1 << 16};
  (void)state;
  for (int i = 0; i < 1000; i++)
    buf_puts(&in, "{% link b.md %}");
  assert_err(template_tags_expand(a, buf_text(&in), 1, &tags, &out), ERR_TOO_LARGE);
  assert_in_range(calls, 60, 70);
  buf_free(&in);
  buf_free(&out);
  arena_free(a);
}

/* A quadratic algorithm would take minutes on the long text. The text is shorter under
 * ASan, whose own checks take quadratic time. */
#ifdef __SANITIZE_ADDRESS__
enum { LONG_TEXT = 1 << 14 };
#else
enum { LONG_TEXT = 1 << 19 };
#endif

static void takes_linear_time(void **state) {
  static const char *const pieces[] = {"{{< highlight x >}}", "{% raw %}", "{{< \"",
      "{%", "```\n{% raw %}\n", "```\n{% highlight x %}\n{% highlight x %}\n```\n",
      "\n{% highlight x %}"};
  (void)state;
  for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
    struct seen seen = {0};
    const struct template_tags tags = {
        .context = &seen, .address = address, .unknown = unknown};
    struct arena *a = arena_new(256 << 20);
    struct buf in = {0}, out = {0};
    /* The last piece is repeated inside a single fence. */
    buf_puts(&in, pieces[i][0] == '\n' ? "```" : "");
    while (in.len < LONG_TEXT)
      buf_puts(&in, pieces[i]);
    buf_puts(&in, "\n{% endhighlight %}");
    clock_t began = clock();
    assert_err(template_tags_expand(a, buf_text(&in), 1, &tags, &out), OK);
    assert_true(clock() - began < 10 * CLOCKS_PER_SEC);
    buf_free(&in);
    buf_free(&out);
    arena_free(a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(expands),
      cmocka_unit_test(expands_liquid), cmocka_unit_test(knows_lines),
      cmocka_unit_test(output_is_bounded), cmocka_unit_test(takes_linear_time)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
