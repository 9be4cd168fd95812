#include "site/pictures/picture_refresh.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/model/picture.h"
#include "db/model/social_card.h"
#include "support_site.h"

/* A program that makes one copy of everything but "bad", and notes that it ran. */
static const char program[] =
    "#!/bin/sh\n"
    "read -r text\n"
    "mkdir -p \"$1\"\n"
    "echo run >>\"$1/../../runs\"\n"
    "[ \"$text\" = bad ] && { printf '0\\t0\\t\\tis bad\\n'; exit; }\n"
    "echo copy >\"$1/$2-400.webp\"\n"
    "printf '900\\t600\\twebp:400\\t\\n'\n";

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

static struct picture_outcome refresh(struct blog *b, const char *name) {
  const struct picture_refresh r = {.site = b->site};
  struct picture_outcome out;
  assert_err(picture_refresh_one(&r, b->arena, name, &out), OK);
  return out;
}

static int runs(struct blog *b) {
  char path[600], line[16];
  int n = 0;
  snprintf(path, sizeof path, "%s/runs", b->site->dir);
  FILE *f = fopen(path, "r");
  while (f && fgets(line, sizeof line, f))
    n++;
  if (f)
    fclose(f);
  return n;
}

static bool exists(struct blog *b, const char *hash) {
  char path[600];
  snprintf(path, sizeof path, "%s/media/_sizes/%s-400.webp", b->site->dir, hash);
  return access(path, F_OK) == 0;
}

static void unchanged_pictures_are_not_made_again(void **state) {
  struct blog *b = *state;
  struct picture p, other;
  support_write(b->site->dir, "media/a.png", "one");
  assert_true(refresh(b, "a.png").changed);
  assert_false(refresh(b, "a.png").changed);
  assert_int_equal(runs(b), 1);
  assert_err(picture_find(b->web->db, b->arena, "a.png", &p), OK);
  assert_int_equal(p.width, 900);
  assert_string_equal(p.copies, "webp:400");
  assert_true(exists(b, p.hash));
  support_write(b->site->dir, "media/a.png", "other");
  assert_true(refresh(b, "a.png").changed);
  assert_err(picture_find(b->web->db, b->arena, "a.png", &other), OK);
  assert_string_not_equal(p.hash, other.hash);
  /* Pages that were rendered before show it. */
  assert_true(exists(b, p.hash));
}

static void other_formats_change_the_recipe(void **state) {
  struct blog *b = *state;
  support_write(b->site->dir, "media/a.png", "one");
  assert_true(refresh(b, "a.png").changed);
  b->site->settings.picture_formats = "webp";
  assert_true(refresh(b, "a.png").changed);
}

static void faults_are_kept(void **state) {
  struct blog *b = *state;
  support_write(b->site->dir, "media/a.png", "bad");
  assert_string_equal(refresh(b, "a.png").fault, "is bad");
  struct picture_outcome again = refresh(b, "a.png");
  assert_false(again.changed);
  assert_string_equal(again.fault, "is bad");
  assert_int_equal(runs(b), 1);
}

static void only_pictures_count(void **state) {
  struct blog *b = *state;
  char path[600];
  support_write(b->site->dir, "media/a.pdf", "one");
  assert_false(refresh(b, "a.pdf").changed);
  assert_false(refresh(b, "none.png").changed);
  /* A link could lead out of media/. */
  snprintf(path, sizeof path, "%s/media/link.png", b->site->dir);
  assert_int_equal(symlink("../site.ini", path), 0);
  assert_false(refresh(b, "link.png").changed);
  assert_int_equal(runs(b), 0);
}

static void without_the_program_there_is_no_row(void **state) {
  struct blog *b = *state;
  struct picture p;
  setenv("PAMPHLET_PICTURE", "", 1);
  support_write(b->site->dir, "media/a.png", "one");
  assert_false(refresh(b, "a.png").changed);
  assert_err(picture_find(b->web->db, b->arena, "a.png", &p), ERR_NOT_FOUND);
}

static void count(void *context, const char *name, const struct picture_outcome *out) {
  buf_printf(context, "%s%s\n", name, out->fault ? " bad" : "");
}

static void all_are_refreshed_and_the_rest_removed(void **state) {
  struct blog *b = *state;
  struct picture p;
  struct picture_refresh r = {.site = b->site, .checks_copies = true, .evicts = true};
  struct picture_refresh_total total;
  struct buf seen = {0};
  char path[600];
  struct timespec old[2] = {{1000000000, 0}, {1000000000, 0}};
  support_write(b->site->dir, "media/a.png", "one");
  support_write(b->site->dir, "media/b.png", "bad");
  int64_t before = support_revision(b, DEP_SITE, 0);
  assert_err(picture_refresh_all(&r, count, &seen, &total), OK);
  assert_non_null(strstr(buf_text(&seen), "a.png\n"));
  assert_non_null(strstr(buf_text(&seen), "b.png bad\n"));
  assert_int_equal(total.pictures, 2);
  assert_int_equal(total.changed, 2);
  assert_int_equal(total.faults, 1);
  assert_true(support_revision(b, DEP_SITE, 0) > before);
  assert_err(picture_find(b->web->db, b->arena, "a.png", &p), OK);
  /* A copy is lost, and one belongs to no picture; another run puts both right. */
  snprintf(path, sizeof path, "%s/media/_sizes/%s-400.webp", b->site->dir, p.hash);
  assert_int_equal(unlink(path), 0);
  support_write(b->site->dir, "media/_sizes/00112233445566778899-400.webp", "old");
  support_write(b->site->dir, "media/_sizes/99112233445566778899-400.webp", "young");
  snprintf(
      path, sizeof path, "%s/media/_sizes/00112233445566778899-400.webp", b->site->dir);
  assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
  assert_err(picture_refresh_all(&r, count, &seen, &total), OK);
  /* The one that failed is tried again, as the disk may have been full, and fails. */
  assert_int_equal(total.changed, 1);
  assert_true(exists(b, p.hash));
  assert_false(exists(b, "00112233445566778899"));
  assert_true(exists(b, "99112233445566778899"));
  snprintf(path, sizeof path, "%s/media/a.png", b->site->dir);
  assert_int_equal(unlink(path), 0);
  assert_err(picture_refresh_all(&r, count, &seen, &total), OK);
  assert_int_equal(total.removed, 1);
  assert_err(picture_find(b->web->db, b->arena, "a.png", &p), ERR_NOT_FOUND);
  buf_free(&seen);
}

static enum err put_card(struct db *s, void *context) {
  const struct social_card card = {context, ""};
  return social_card_put(s, 1, &card);
}

/* Of a social card, too, what was being written is not what a row names. */
static void what_was_being_written_is_removed(void **state) {
  struct blog *b = *state;
  static char hash[] = "aa112233445566778899";
  static const char *const names[][2] = {
      {"", "-card.png"}, {".", "-card.png"}, {"", ""}};
  static const bool stays[] = {true, false, false};
  struct picture_refresh r = {.site = b->site, .checks_copies = true, .evicts = true};
  struct picture_refresh_total total;
  struct buf seen = {0};
  struct timespec old[2] = {{1000000000, 0}, {1000000000, 0}};
  support_write(b->site->dir, "media/a.png", "one");
  refresh(b, "a.png");
  assert_err(txn_write(b->site->db, put_card, hash), OK);
  for (size_t i = 0; i < 3; i++) {
    const char *path = arena_printf(b->arena, "%s/media/_sizes/%s%s%s", b->site->dir,
        names[i][0], hash, names[i][1]);
    support_write(b->site->dir, path + strlen(b->site->dir) + 1, "a card");
    assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
  }
  assert_err(picture_refresh_all(&r, count, &seen, &total), OK);
  for (size_t i = 0; i < 3; i++) {
    const char *path = arena_printf(b->arena, "%s/media/_sizes/%s%s%s", b->site->dir,
        names[i][0], hash, names[i][1]);
    assert_int_equal(access(path, F_OK) == 0, stays[i]);
  }
  buf_free(&seen);
}

#define TEST(name)                                                                     \
  cmocka_unit_test_setup_teardown(name, site_with_program, without_program)

int main(void) {
  const struct CMUnitTest tests[] = {TEST(unchanged_pictures_are_not_made_again),
      TEST(other_formats_change_the_recipe), TEST(faults_are_kept),
      TEST(only_pictures_count), TEST(without_the_program_there_is_no_row),
      TEST(all_are_refreshed_and_the_rest_removed),
      TEST(what_was_being_written_is_removed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
