#include "site/comments/comment_closing.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "support_site.h"

static void sentences_are_checked(void **state) {
  char text[LIMIT_CLOSED_MESSAGE + 2];
  (void)state;
  memset(text, 'a', sizeof text);
  text[LIMIT_CLOSED_MESSAGE + 1] = '\0';
  assert_int_equal(comment_closing_check(text), COMMENT_CLOSING_LONG);
  text[LIMIT_CLOSED_MESSAGE] = '\0';
  assert_int_equal(comment_closing_check(text), COMMENT_CLOSING_FINE);
  assert_int_equal(comment_closing_check(""), COMMENT_CLOSING_FINE);
  assert_int_equal(comment_closing_check("two\nlines"), COMMENT_CLOSING_CHARACTERS);
  assert_int_equal(comment_closing_check("\033[1mbold"), COMMENT_CLOSING_CHARACTERS);
  assert_int_equal(comment_closing_check("\xe2\x80\xae"
                                         "dlrow"),
      COMMENT_CLOSING_CHARACTERS);
  assert_int_equal(comment_closing_check("\xff"), COMMENT_CLOSING_CHARACTERS);
}

static enum closing found(struct blog *b, int64_t id, const char *sentence) {
  enum closing is = CLOSING_OPEN;
  const char *text = NULL;
  struct article r = support_article(b, id);
  assert_err(closing_find(b->site, &r, SUPPORT_DATE, &is), OK);
  assert_err(closing_sentence(b->site, b->arena, &r, is, &text), OK);
  assert_string_equal(text, sentence);
  return is;
}

static void an_article_is_closed_and_opened(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t id = support_save(b, &d), before = support_revision(b, DEP_COMMENTS, id);
  enum closing why = CLOSING_AGE;
  assert_err(comment_close(b->site, id, "Enough."), OK);
  int64_t closed = support_revision(b, DEP_COMMENTS, id);
  assert_true(closed > before);
  assert_int_equal(found(b, id, "Enough."), CLOSING_ARTICLE);
  /* Repeated, it evicts nothing; with other words, it does. */
  assert_err(comment_close(b->site, id, "Enough."), OK);
  assert_int_equal(support_revision(b, DEP_COMMENTS, id), closed);
  assert_err(comment_close(b->site, id, "  "), OK);
  assert_true(support_revision(b, DEP_COMMENTS, id) > closed);
  assert_int_equal(found(b, id, ""), CLOSING_ARTICLE);
  assert_err(comment_open(b->site, id, SUPPORT_DATE, &why), OK);
  assert_int_equal(why, CLOSING_OPEN);
  assert_int_equal(found(b, id, ""), CLOSING_OPEN);
  assert_err(comment_close(b->site, 99, ""), ERR_NOT_FOUND);
  assert_err(comment_close(b->site, 0, ""), ERR_NOT_FOUND);
  assert_err(comment_open(b->site, 99, SUPPORT_DATE, &why), ERR_NOT_FOUND);
}

static void the_site_leaves_single_articles_as_they_are(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  struct article_input other = support_article_input("shut");
  int64_t talk = support_save(b, &d), shut = support_save(b, &other);
  enum closing why = CLOSING_OPEN;
  assert_err(comment_close(b->site, shut, "Enough."), OK);
  int64_t pages = support_revision(b, DEP_SITE, 0);
  assert_err(comment_close_all(b->site, true, "On holiday."), OK);
  assert_true(support_revision(b, DEP_SITE, 0) > pages);
  assert_int_equal(found(b, talk, "On holiday."), CLOSING_SITE);
  assert_int_equal(found(b, shut, "Enough."), CLOSING_ARTICLE);
  assert_err(comment_close_all(b->site, true, "Back soon."), OK);
  assert_int_equal(found(b, talk, "Back soon."), CLOSING_SITE);
  assert_err(comment_open(b->site, talk, SUPPORT_DATE, &why), OK);
  assert_int_equal(why, CLOSING_SITE);
  pages = support_revision(b, DEP_SITE, 0);
  assert_err(comment_close_all(b->site, false, ""), OK);
  assert_true(support_revision(b, DEP_SITE, 0) > pages);
  assert_int_equal(found(b, talk, ""), CLOSING_OPEN);
  assert_int_equal(found(b, shut, "Enough."), CLOSING_ARTICLE);
  b->site->settings.close_after_days = 1;
  assert_err(comment_open(b->site, talk, SUPPORT_DATE + 2 * CLOCK_DAY, &why), OK);
  assert_int_equal(why, CLOSING_AGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sentences_are_checked),
      support_site_test(an_article_is_closed_and_opened),
      support_site_test(the_site_leaves_single_articles_as_they_are),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
