#include "import/hosted/import_substack.h"

#include "support_import.h"

#define HEAD "post_id,post_date,is_published,type,audience,title,podcast_url\n"

/* Imports one post; the caller frees the text of the reports. */
static int64_t import_post(
    struct blog *b, const char *row, const char *body, struct buf *said) {
  struct buf csv = {0};
  buf_printf(&csv, "%s%s\n", HEAD, row);
  char *folder = support_import_folder("posts.csv", buf_text(&csv));
  support_import_file(folder, "posts/7.low-tide.html", body);
  int64_t id = support_import_one(b, folder, said);
  free(folder);
  buf_free(&csv);
  return id;
}

static void only_a_post_for_everybody_becomes_public(void **state) {
  static const struct {
    const char *row;
    enum article_status status;
    const char *says;
  } all[] = {
      {"7.low-tide,2024-03-10,true,newsletter,everyone,A,", ARTICLE_PUBLISH, NULL},
      {"7.low-tide,2024-03-10,true,newsletter,only_paid,B,", ARTICLE_DRAFT, "paying"},
      {"7.low-tide,2024-03-10,true,newsletter,founding,C,", ARTICLE_DRAFT, "paying"},
      {"7.low-tide,2024-03-10,true,page,only_free,D,", ARTICLE_DRAFT,
          "\"pamphlet page publish\""},
      {"7.low-tide,2024-03-10,true,newsletter,mars,E,", ARTICLE_DRAFT, "not known"},
      {"7.low-tide,,false,newsletter,everyone,F,", ARTICLE_DRAFT, NULL},
      {"8.other,2024-03-10,false,newsletter,everyone,G,", ARTICLE_DRAFT, "posts.csv"},
  };
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    struct buf said = {0};
    int64_t id = import_post(*state, all[i].row, "<p>x</p>", &said);
    assert_int_equal(support_article(*state, id).status, all[i].status);
    if (all[i].says)
      assert_non_null(strstr(buf_text(&said), all[i].says));
    else
      assert_null(strstr(buf_text(&said), "draft"));
    buf_free(&said);
  }
}

static void the_line_of_the_post_is_used(void **state) {
  struct blog *b = *state;
  int64_t id = import_post(b,
      "7.low-tide,2024-03-10T12:00:00Z,true,podcast,everyone,Low & wet,https://x.org/a?b&c",
      "<p>x</p>", NULL);
  struct article got = support_article(b, id);
  assert_string_equal(got.title, "Low & wet");
  assert_string_equal(got.slug, "low-tide");
  assert_int_equal(got.published_at, INT64_C(1710072000) * 1000000);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article_body WHERE html LIKE"
                                     " '%src=\"https://x.org/a?b&amp;c\"%'"),
      1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM path WHERE path LIKE '/p/low-tide%'"), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(only_a_post_for_everybody_becomes_public),
      support_site_test(the_line_of_the_post_is_used),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
