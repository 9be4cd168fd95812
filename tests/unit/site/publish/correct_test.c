#include "site/publish/correct.h"

#include "base/clock.h"
#include "db/model/correction.h"
#include "support_site.h"

static enum err add(struct blog *b, int64_t id, const char *note, char why[200]) {
  const struct correct_order order = {.article = id, .note = note};
  return correct_add(b->site, b->arena, &order, why, 200);
}

static void a_notice_counts_as_an_update(void **state) {
  struct blog *b = *state;
  char why[200];
  struct article_input d = support_article_input("tide");
  int64_t id = support_save(b, &d), before = clock_now() - CLOCK_SECOND;
  assert_err(add(b, id, "Wrong.", why), OK);
  struct correction *list;
  size_t count = 0;
  assert_err(correction_of_article(b->web->db, b->arena, id, &list, &count), OK);
  assert_int_equal(count, 1);
  assert_true(list[0].at >= before && list[0].at % CLOCK_SECOND == 0);
  assert_int_equal(support_article(b, id).updated_at, list[0].at);
  assert_int_equal(support_article(b, id).published_at, SUPPORT_DATE);
  assert_err(correct_remove(b->site, b->arena, id, list[0].id + 1), ERR_NOT_FOUND);
  assert_err(correct_remove(b->site, b->arena, id, list[0].id), OK);
  assert_err(correct_remove(b->site, b->arena, id, list[0].id), ERR_NOT_FOUND);
}

static void only_public_articles_have_notices(void **state) {
  struct blog *b = *state;
  char why[200];
  struct article_input d = support_article_input("tide");
  d.status = ARTICLE_DRAFT;
  int64_t id = support_save(b, &d);
  assert_err(add(b, id, "Wrong.", why), ERR_INVALID);
  assert_non_null(strstr(why, "not published"));
  assert_err(add(b, id + 1, "Wrong.", why), ERR_NOT_FOUND);
}

static void notes_are_lines_of_text(void **state) {
  static char most[CORRECT_NOTE_MOST + 2];
  (void)state;
  memset(most, 'a', CORRECT_NOTE_MOST);
  assert_null(correct_note_fault(most));
  most[CORRECT_NOTE_MOST] = 'a';
  assert_non_null(strstr(correct_note_fault(most), "too long"));
  assert_non_null(strstr(correct_note_fault(" "), "empty"));
  assert_non_null(strstr(correct_note_fault("a\nb"), "one line"));
  assert_non_null(strstr(correct_note_fault("a\x1b[1m"), "one line"));
  assert_non_null(strstr(correct_note_fault("a\xff"), "one line"));
  assert_null(correct_note_fault("<b>\u202e&"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_notice_counts_as_an_update),
      support_site_test(only_public_articles_have_notices),
      cmocka_unit_test(notes_are_lines_of_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
