#include "import/blogs/import_blog.h"

#include "import/common/import_rich.h"
#include "support_site.h"

static struct buf seen;

static void keep(void *context, enum import_event event, const char *file, int line,
    const char *message) {
  (void)context;
  buf_printf(&seen, "%d %s:%d %s\n", (int)event, file, line, message);
}

static void a_post_comes_with_its_comments(void **state) {
  struct blog *b = *state;
  const struct import_options options = {.charset = "ISO-8859-1"};
  struct import_run run = {.site = b->site,
      .arena = arena_new(16 << 20),
      .options = &options,
      .input = -1,
      .report = keep};
  struct import_file file = {.path = "x"};
  struct import_blog blog;
  struct import_blog_comment second = {.id = 9,
                                 .parent = 8,
                                 .author = "Bob",
                                 .url = "",
                                 .html = "two",
                                 .status = "0",
                                 .date = 2000000},
                             first = {.next = &second,
                                 .id = 8,
                                 .author = "<Ada> & \"Co\"",
                                 .url = "https://a.example/?b&c",
                                 .html = "<b>one</b> &amp;",
                                 .status = "1",
                                 .date = 1000000};
  struct import_blog_term tag = {.name = "Sea & <shore>", .slug = "sea"};
  const struct import_blog_post post = {.id = "e:1",
      .title = "A & <b>",
      .slug = "low-tide",
      .author = "ada",
      .excerpt = "",
      .html = "<p>[gallery]\xc3\xa4</p>",
      .path = "/a/b.html",
      .status = "publish",
      .date = SUPPORT_DATE,
      .tags = &tag,
      .comments = &first};
  assert_err(import_blog_begin(&blog, &run, &file, "https://old.example"), OK);
  import_blog_add_author(&blog, "ada", "Ada & <Lovelace>");
  import_blog_add(&blog, "https://old.example", &post);
  assert_err(import_blog_end(&blog, OK), OK);
  struct article a = support_article(b, 1);
  assert_string_equal(a.title, "A & <b>");
  assert_string_equal(a.author, "Ada & <Lovelace>");
  assert_int_equal(a.published_at, SUPPORT_DATE);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 2);
  assert_int_equal(support_number(b, "SELECT author = '<Ada> & \"Co\"' AND status ="
                                     " 'approve' FROM comment WHERE source_key = '8'"),
      1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM path WHERE path LIKE '/a/b%'") > 0, 1);
  assert_int_equal(
      support_number(b, "SELECT html = '<p>[gallery]\xc3\xa4</p>' FROM article_body"),
      1);
  /* Lines would be those of a file that nobody sees. */
  assert_non_null(strstr(buf_text(&seen), "x:0 A & <b>"));
  import_rich_end(&run);
  arena_free(run.arena);
  buf_free(&seen);
}

static void an_error_releases_everything(void **state) {
  struct blog *b = *state;
  struct import_run run = {.site = b->site, .input = -1, .report = keep};
  struct import_file file = {.path = "x"};
  struct import_blog blog;
  assert_err(import_blog_begin(&blog, &run, &file, ""), OK);
  assert_err(import_blog_end(&blog, ERR_FULL), ERR_FULL);
  assert_err(import_blog_end(&blog, ERR_FULL), ERR_FULL);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_post_comes_with_its_comments),
      support_site_test(an_error_releases_everything),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
