#include "site/pictures/social_card_refresh.h"

#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "db/model/social_card.h"
#include "fail_alloc.h"
#include "support_site.h"

/* A program that draws every card but those of titles that begin with "Bad". */
static const char program[] = "#!/bin/sh\n"
                              "while read -r size; do\n"
                              "  request=$(head -c \"$size\" | tr '\\0' '|')\n"
                              "  case $request in\n"
                              "  CBad*) printf '13\\nFneeds a font';;\n"
                              "  *) printf '16\\nP\\211PNG\\r\\n\\032\\n1234567';;\n"
                              "  esac\n"
                              "done\n";

static int site_with_program(void **state) {
  char path[600];
  int failed = support_site(state);
  if (failed)
    return failed;
  struct blog *b = *state;
  snprintf(path, sizeof path, "%s/program", b->site->dir);
  support_write(b->site->dir, "program", program);
  setenv("PAMPHLET_PICTURE", path, 1);
  return chmod(path, 0755);
}

static int without_program(void **state) {
  unsetenv("PAMPHLET_PICTURE");
  return support_site_close(state);
}

static void note(void *context, const char *title, const char *fault) {
  buf_printf(context, "%s %s\n", title, fault);
}

static struct social_card_total refresh_most(
    struct blog *b, int64_t most, struct buf *said) {
  struct social_card_total total = {0};
  struct buf ignored = {0};
  assert_err(
      social_card_refresh_due(b->site, most, note, said ? said : &ignored, &total), OK);
  buf_free(&ignored);
  return total;
}

static struct social_card_total refresh(struct blog *b) {
  return refresh_most(b, 100, NULL);
}

static struct social_card_total refresh_all(struct blog *b) {
  struct social_card_total total;
  struct buf said = {0};
  assert_err(social_card_refresh_all(b->site, note, &said, &total), OK);
  buf_free(&said);
  return total;
}

/* The path of the file of an article; NULL if it has no card. */
static const char *file_of(struct blog *b, int64_t id) {
  struct social_card card;
  assert_err(social_card_find(b->web->db, b->arena, id, &card), OK);
  return card.hash && !*card.fault
             ? arena_printf(
                   b->arena, "%s/media/_sizes/%s-card.png", b->site->dir, card.hash)
             : NULL;
}

static int64_t save(struct blog *b, const char *slug, enum article_status status) {
  struct article_input input = support_article_input(slug);
  input.status = status;
  if (status == ARTICLE_FUTURE)
    input.published_at = INT64_C(4000000000) * CLOCK_SECOND;
  return support_save(b, &input);
}

static size_t files(struct blog *b) {
  glob_t found;
  const char *pattern = arena_printf(b->arena, "%s/media/_sizes/*", b->site->dir);
  int result = glob(pattern, 0, NULL, &found);
  size_t count = result ? 0 : found.gl_pathc;
  if (!result)
    globfree(&found);
  return count;
}

static void published_and_scheduled_articles_have_one(void **state) {
  struct blog *b = *state;
  int64_t one = save(b, "one", ARTICLE_PUBLISH), two = save(b, "two", ARTICLE_FUTURE),
          draft = save(b, "draft", ARTICLE_DRAFT);
  int64_t before = support_revision(b, DEP_NEIGHBOURS, one);
  struct social_card_total total = refresh(b);
  assert_int_equal(total.drawn, 2);
  assert_int_equal(access(file_of(b, one), R_OK), 0);
  assert_int_equal(access(file_of(b, two), R_OK), 0);
  assert_null(file_of(b, draft));
  assert_true(support_revision(b, DEP_NEIGHBOURS, one) > before);
  assert_int_equal(support_number(b, "SELECT count(*) FROM social_card_due"), 0);
  assert_int_equal(refresh(b).cards, 0);
  struct stat st;
  assert_int_equal(stat(file_of(b, one), &st), 0);
  assert_int_equal(st.st_mode & 07777, 0644);
  assert_int_equal(st.st_size, 15);
}

static void an_article_with_a_picture_needs_none(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  int64_t id = input.id = support_save(b, &input);
  refresh(b);
  const char *file = file_of(b, id);
  assert_int_equal(access(file, F_OK), 0);
  input.html = "<p><img src=\"/media/a.jpg\" alt=\"\"></p>";
  support_save(b, &input);
  assert_int_equal(refresh(b).removed, 1);
  assert_null(file_of(b, id));
  assert_int_equal(access(file, F_OK), -1);
}

/* The file of the former title does not stay, and the page is evicted. */
static void another_title_is_another_file(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  int64_t id = input.id = support_save(b, &input);
  refresh(b);
  const char *file = file_of(b, id);
  input.title = "Another title";
  support_save(b, &input);
  assert_int_equal(refresh(b).drawn, 1);
  assert_string_not_equal(file_of(b, id), file);
  assert_int_equal(access(file, F_OK), -1);
  assert_int_equal(access(file_of(b, id), F_OK), 0);
  file = file_of(b, id);
  assert_err(publish_delete(b->site, b->arena, id), OK);
  assert_int_equal(refresh(b).removed, 1);
  assert_int_equal(access(file, F_OK), -1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM social_card"), 0);
}

static void what_is_left_is_counted(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("new");
  save(b, "one", ARTICLE_PUBLISH);
  input.published_at += CLOCK_DAY;
  int64_t newest = support_save(b, &input);
  save(b, "two", ARTICLE_PUBLISH);
  struct social_card_total total = refresh_most(b, 1, NULL);
  assert_int_equal(total.drawn, 1);
  assert_int_equal(total.left, 2);
  assert_non_null(file_of(b, newest));
}

static void faults_are_told_once(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  struct buf said = {0};
  input.title = "Bad font";
  int64_t id = support_save(b, &input);
  assert_int_equal(refresh_most(b, 100, &said).faults, 1);
  assert_string_equal(buf_text(&said), "Bad font needs a font\n");
  assert_null(file_of(b, id));
  assert_int_equal(support_number(b, "SELECT count(*) FROM social_card"), 1);
  buf_clear(&said);
  refresh_most(b, 100, &said);
  assert_string_equal(buf_text(&said), "");
  buf_free(&said);
}

static void all_are_drawn_again_if_they_would_differ(void **state) {
  struct blog *b = *state;
  int64_t one = save(b, "one", ARTICLE_PUBLISH);
  int64_t two = save(b, "two", ARTICLE_PUBLISH);
  assert_int_equal(refresh_all(b).drawn, 2);
  assert_int_equal(refresh_all(b).drawn, 0);
  assert_int_equal(unlink(file_of(b, two)), 0);
  assert_int_equal(refresh_all(b).drawn, 1);
  assert_int_equal(access(file_of(b, two), F_OK), 0);
  /* A server that loses power may leave an empty file. */
  assert_int_equal(truncate(file_of(b, two), 0), 0);
  assert_int_equal(refresh_all(b).drawn, 1);
  const char *file = file_of(b, one);
  b->site->settings.theme.accent = "#0044cc";
  assert_int_equal(refresh_all(b).drawn, 2);
  assert_int_equal(access(file, F_OK), -1);
  /* A logo that is no picture of ours is left out; another one is drawn. */
  b->site->settings.theme.logo = "/media/logo.svg";
  assert_int_equal(refresh_all(b).drawn, 0);
  support_write(b->site->dir, "media/logo.png", "a logo");
  b->site->settings.theme.logo = "/media/logo.png";
  assert_int_equal(refresh_all(b).drawn, 2);
  b->site->settings.cards = false;
  assert_int_equal(refresh_all(b).removed, 2);
  assert_null(file_of(b, one));
}

/* Another command, while a card is drawn. */
struct meanwhile {
  struct blog *blog;
  struct article_input *input; /* with an ID */
  bool withdraws, done;
};

static void happen_meanwhile(void *context, const char *title, const char *fault) {
  struct meanwhile *m = context;
  char why[200];
  (void)title;
  (void)fault;
  if (m->done)
    return;
  m->done = true;
  if (m->withdraws)
    assert_err(publish_set_status(m->blog->site, m->blog->arena, m->input->id,
                   ARTICLE_DRAFT, NULL, why, sizeof why),
        OK);
  else
    support_save(m->blog, m->input);
  refresh(m->blog);
}

/* An article, and after it one whose card has a fault, which is when it happens. */
static struct article_input save_two(struct blog *b) {
  struct article_input bad = support_article_input("bad"),
                       input = support_article_input("one");
  input.published_at += CLOCK_DAY;
  input.id = support_save(b, &input);
  bad.title = "Bad font";
  support_save(b, &bad);
  return input;
}

static void an_article_withdrawn_meanwhile_gets_none(void **state) {
  struct blog *b = *state;
  struct article_input input = save_two(b);
  struct meanwhile m = {b, &input, true, false};
  struct social_card_total total;
  assert_err(social_card_refresh_due(b->site, 100, happen_meanwhile, &m, &total), OK);
  assert_true(m.done);
  assert_int_equal(total.drawn, 1);
  assert_null(file_of(b, input.id));
  assert_int_equal(files(b), 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM social_card_due"), 0);
}

/* Of all articles, these have neither a note nor a row. */
static void not_even_when_all_are_drawn(void **state) {
  struct blog *b = *state;
  struct article_input input = save_two(b);
  struct meanwhile m = {b, &input, true, false};
  struct social_card_total total;
  b->site->settings.cards = false;
  refresh(b);
  b->site->settings.cards = true;
  assert_err(social_card_refresh_all(b->site, happen_meanwhile, &m, &total), OK);
  assert_true(m.done);
  assert_null(file_of(b, input.id));
  assert_int_equal(files(b), 0);
}

static void the_card_of_the_other_command_stays(void **state) {
  struct blog *b = *state;
  struct article_input input = save_two(b);
  struct meanwhile m = {b, &input, false, false};
  struct social_card_total total;
  input.html = "<p>Another text, the same card</p>";
  assert_err(social_card_refresh_due(b->site, 100, happen_meanwhile, &m, &total), OK);
  assert_int_equal(access(file_of(b, input.id), F_OK), 0);
  assert_int_equal(files(b), 1);
  input.title = "Second title";
  support_save(b, &input);
  input.title = "Third title";
  m.done = false;
  struct article_input bad = support_article_input("worse");
  bad.title = "Bad again";
  bad.published_at -= CLOCK_DAY;
  support_save(b, &bad);
  const char *before = file_of(b, input.id);
  assert_err(social_card_refresh_due(b->site, 100, happen_meanwhile, &m, &total), OK);
  assert_string_not_equal(file_of(b, input.id), before);
  assert_int_equal(access(file_of(b, input.id), F_OK), 0);
  assert_int_equal(files(b), 1);
}

static void a_program_that_always_fails_is_given_up(void **state) {
  struct blog *b = *state;
  static const char *const slugs[] = {"one", "two", "three", "four", "five"};
  support_write(b->site->dir, "program", "#!/bin/sh\nexit 1\n");
  for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++)
    save(b, slugs[i], ARTICLE_PUBLISH);
  struct social_card_total total = refresh(b);
  assert_true(total.ended);
  assert_int_equal(total.faults, 3);
  assert_int_equal(total.left, 2);
  assert_int_equal(support_number(b, "SELECT count(*) FROM social_card_due"), 2);
  assert_true(refresh_all(b).ended);
  support_write(b->site->dir, "program", program);
  total = refresh_all(b);
  assert_false(total.ended);
  assert_int_equal(total.drawn, 5);
}

/* An author may replace the folder by a link; root must not write where it leads. */
static void links_are_not_followed(void **state) {
  struct blog *b = *state;
  struct social_card_total total;
  struct buf said = {0};
  const char *elsewhere = arena_printf(b->arena, "%s/elsewhere", b->site->dir),
             *media = arena_printf(b->arena, "%s/media", b->site->dir),
             *sizes = arena_printf(b->arena, "%s/media/_sizes", b->site->dir);
  save(b, "one", ARTICLE_PUBLISH);
  assert_int_equal(mkdir(elsewhere, 0755), 0);
  mkdir(media, 0755);
  assert_int_equal(symlink("../elsewhere", sizes), 0);
  assert_err(social_card_refresh_due(b->site, 9, note, &said, &total), ERR_IO);
  assert_int_equal(rmdir(elsewhere), 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM social_card_due"), 1);
  assert_int_equal(unlink(sizes), 0);
  assert_int_equal(refresh(b).drawn, 1);
  buf_free(&said);
}

static void without_the_program_the_notes_stay(void **state) {
  struct blog *b = *state;
  setenv("PAMPHLET_PICTURE", "", 1);
  save(b, "one", ARTICLE_PUBLISH);
  assert_int_equal(refresh(b).cards, 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM social_card_due"), 1);
}

static enum err refresh_once(void *context) {
  struct blog *b = context;
  struct social_card_total total;
  struct buf said = {0};
  enum err e = social_card_refresh_all(b->site, note, &said, &total);
  buf_free(&said);
  return e;
}

static void survives_a_lack_of_memory(void **state) {
  save(*state, "one", ARTICLE_PUBLISH);
  fail_alloc_each(refresh_once, *state);
}

#define TEST(name)                                                                     \
  cmocka_unit_test_setup_teardown(name, site_with_program, without_program)

int main(void) {
  const struct CMUnitTest tests[] = {TEST(published_and_scheduled_articles_have_one),
      TEST(an_article_with_a_picture_needs_none), TEST(another_title_is_another_file),
      TEST(what_is_left_is_counted), TEST(faults_are_told_once),
      TEST(all_are_drawn_again_if_they_would_differ),
      TEST(an_article_withdrawn_meanwhile_gets_none), TEST(not_even_when_all_are_drawn),
      TEST(the_card_of_the_other_command_stays),
      TEST(a_program_that_always_fails_is_given_up), TEST(links_are_not_followed),
      TEST(without_the_program_the_notes_stay), TEST(survives_a_lack_of_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
