#include "ops/check_pictures.h"

#include <sys/stat.h>

#include "db/model/picture.h"
#include "fail_alloc.h"
#include "site/core/picture_file.h"
#include "support_site.h"

static enum err note(void *context, const char *finding) {
  buf_printf(context, "%s\n", finding);
  return OK;
}

static enum err put(struct db *s, void *context) {
  return picture_put(s, context);
}

static void save(struct blog *b, const char *slug, const char *html) {
  struct article_input a = support_article_input(slug);
  a.html = html;
  support_save(b, &a);
}

/* A row that fits the file. */
static void add(
    struct blog *b, const char *name, const char *copies, const char *fault) {
  char path[600];
  struct stat st;
  snprintf(path, sizeof path, "media/%s", name);
  support_write(b->site->dir, path, "x");
  snprintf(path, sizeof path, "%s/media/%s", b->site->dir, name);
  assert_int_equal(stat(path, &st), 0);
  struct picture p = {name, st.st_size, picture_file_time(&st), "1 webp", 900, 600,
      "abc", copies, fault};
  assert_err(txn_write(b->site->db, put, &p), OK);
}

static void missing_texts_are_reported(void **state) {
  struct blog *b = *state;
  struct buf found = {0};
  save(b, "one", "<img src=\"/media/a.png\" alt=\"A boat\">");
  save(b, "two",
      "<img src=\"/media/a.png\" alt=\"\"><img src=\"/media/b.png\"><img"
      " src=\"/media/c.png\" alt=\" \"><img src=\"/media/d.png\" alt=\"\">");
  assert_err(check_pictures(b->site, note, &found), OK);
  assert_string_equal(buf_text(&found),
      "article 2 has 4 pictures without alternative text: /media/a.png, /media/b.png, "
      "/media/c.png and 1 more\n");
  buf_free(&found);
}

static void copies_are_reported(void **state) {
  struct blog *b = *state;
  struct buf found = {0};
  add(b, "bad.png", "", "is damaged");
  add(b, "good.png", "", "");
  add(b, "lost.png", "webp:400,900", "");
  add(b, "other.png", "", "");
  support_write(b->site->dir, "media/other.png", "another");
  assert_err(check_pictures(b->site, note, &found), OK);
  assert_string_equal(buf_text(&found),
      "media/bad.png is damaged\n"
      "media/lost.png lacks 2 of its smaller copies: run \"pamphlet media refresh\"\n"
      "media/other.png has changed since its copies were made: run \"pamphlet media "
      "refresh\"\n");
  buf_free(&found);
}

static enum err check_once(void *context) {
  struct blog *b = context;
  struct buf found = {0};
  enum err e = check_pictures(b->site, note, &found);
  if (!e)
    e = buf_status(&found);
  buf_free(&found);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  save(b, "two", "<img src=\"/media/a.png\" alt=\"\">");
  fail_alloc_each(check_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(missing_texts_are_reported),
      support_site_test(copies_are_reported),
      support_site_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
