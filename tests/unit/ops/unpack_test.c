/* Packs made by the program and by hand, and what is taken of them. */
#include "ops/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"
#include "ops/pack.h"
#include "support.h"

static char *folder;
static char pack_file[300], out[300], why[400];

static int set_up(void **state) {
  (void)state;
  if (!folder)
    folder = support_folder();
  snprintf(pack_file, sizeof pack_file, "%s/pack", folder);
  snprintf(out, sizeof out, "%s/out", folder);
  why[0] = '\0';
  folder_remove(out);
  return folder && mkdir(out, 0700) == 0 ? 0 : -1;
}

struct member {
  const char *name, *text; /* NULL: a folder */
  const char *symlink, *hardlink;
  mode_t type; /* 0: a regular file */
};

/* A pack of those members. */
static void make(const struct member *members, size_t count) {
  struct archive *a = archive_write_new();
  assert_int_equal(archive_write_set_format_pax(a), ARCHIVE_OK);
  assert_int_equal(archive_write_add_filter_gzip(a), ARCHIVE_OK);
  assert_int_equal(archive_write_open_filename(a, pack_file), ARCHIVE_OK);
  for (size_t i = 0; i < count; i++) {
    const struct member *m = &members[i];
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, m->name);
    archive_entry_set_filetype(e, m->type ? m->type : m->text ? AE_IFREG : AE_IFDIR);
    archive_entry_set_perm(e, 06777);
    archive_entry_set_size(e, m->text ? (la_int64_t)strlen(m->text) : 0);
    if (m->symlink)
      archive_entry_set_symlink(e, m->symlink);
    if (m->hardlink)
      archive_entry_set_hardlink(e, m->hardlink);
    assert_int_equal(archive_write_header(a, e), ARCHIVE_OK);
    if (m->text && !m->hardlink)
      assert_true(archive_write_data(a, m->text, strlen(m->text)) >= 0);
    archive_entry_free(e);
  }
  assert_int_equal(archive_write_close(a), ARCHIVE_OK);
  archive_write_free(a);
}

static enum err unpack(void) {
  struct stat like;
  assert_int_equal(stat(folder, &like), 0);
  return unpack_backup(pack_file, NULL, out, &like, why, sizeof why);
}

static mode_t mode_of(const char *name) {
  char path[400];
  struct stat st;
  snprintf(path, sizeof path, "%s/%s", out, name);
  assert_int_equal(lstat(path, &st), 0);
  return st.st_mode;
}

static void what_is_packed_comes_back(void **state) {
  struct pack *p = NULL;
  struct pack_total total;
  char from[300];
  (void)state;
  for (int gzip = 0; gzip < 2; gzip++) {
    set_up(state);
    support_write(folder, "in", "Words.");
    snprintf(from, sizeof from, "%s/in", folder);
    int fd = open(pack_file, O_RDWR | O_CREAT | O_TRUNC, 0600);
    assert_err(pack_begin(&p, fd, gzip, NULL), OK);
    assert_err(pack_add(p, "site.ini", from, why, sizeof why), OK);
    assert_err(pack_add(p, "media/a/\u00f6.png", from, why, sizeof why), OK);
    assert_err(
        pack_add(p, "media/none", "/nonexistent", why, sizeof why), ERR_NOT_FOUND);
    assert_non_null(strstr(why, "/nonexistent"));
    assert_err(pack_end(p, &total, why, sizeof why), OK);
    close(fd);
    assert_int_equal(total.files, 2);
    assert_int_equal(total.bytes, 12);
    assert_err(unpack(), OK);
    assert_int_equal(
        mode_of("media/a/\u00f6.png") & 07777, mode_of("site.ini") & 07777);
  }
}

static enum err read_some(void *context, const struct pack_member *m) {
  char text[4];
  size_t got = 0;
  enum err e = *(int *)context ? pack_data(m, text, sizeof text, &got) : OK;
  assert_true(!*(int *)context || got == 4);
  return e;
}

/* However much of it is looked at. */
static void the_sum_tells_packs_apart(void **state) {
  const struct member one[] = {{.name = "site.ini", .text = "Words."}},
                      other[] = {{.name = "site.ini", .text = "Word.s"}},
                      third[] = {{.name = "site.inj", .text = "Words."}};
  struct pack_total totals[4];
  int some = 1, none = 0;
  (void)state;
  make(one, 1);
  assert_err(
      pack_read(pack_file, NULL, read_some, &some, &totals[0], why, sizeof why), OK);
  assert_err(
      pack_read(pack_file, NULL, read_some, &none, &totals[1], why, sizeof why), OK);
  make(other, 1);
  assert_err(
      pack_read(pack_file, NULL, read_some, &some, &totals[2], why, sizeof why), OK);
  make(third, 1);
  assert_err(
      pack_read(pack_file, NULL, read_some, &some, &totals[3], why, sizeof why), OK);
  assert_memory_equal(totals[0].sum, totals[1].sum, CRYPT_HASH);
  assert_memory_not_equal(totals[0].sum, totals[2].sum, CRYPT_HASH);
  assert_memory_not_equal(totals[0].sum, totals[3].sum, CRYPT_HASH);
}

static void modes_are_harmless(void **state) {
  const struct member members[] = {{.name = "site.ini", .text = "x"},
      {.name = "pamphlet.db", .text = "x"}, {.name = "media/a.png", .text = "x"}};
  (void)state;
  make(members, 3);
  assert_err(unpack(), OK);
  assert_int_equal(mode_of("site.ini") & 07777, 0664);
  assert_int_equal(mode_of("media/a.png") & 07777, 0664);
  assert_int_equal(mode_of("pamphlet.db") & 07777, 0660);
  assert_int_equal(mode_of("media") & 07777, 02775);
}

static void hostile_names_are_refused(void **state) {
  static const char *const names[] = {"../evil", "/tmp/evil", "media/../evil",
      "media/../../evil", "media/..", "media/a/../../x", "./site.ini", "media//x",
      "media/./x", "media/.hidden", "media/a/.b/c", "media/", "evil", "mediax/a",
      "site.ini/a", "run/pamphlet.pid", "pamphlet.db-wal", "media/a\nb",
      "media/\x1b[2J", ".", "..", "/"};
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const struct member bad = {.name = names[i], .text = "x"};
    set_up(state);
    make(&bad, 1);
    enum err e = unpack();
    if (!e)
      print_error("%s\n", names[i]);
    assert_err(e, ERR_INVALID);
    assert_true(why[0]);
    assert_int_equal(rmdir(out), 0); /* nothing was made */
  }
}

static void what_is_no_plain_file_is_refused(void **state) {
  const struct member bad[] = {
      {.name = "media/l", .symlink = "/etc/passwd", .type = AE_IFLNK},
      {.name = "media", .symlink = "/tmp", .type = AE_IFLNK},
      {.name = "media/h", .text = "", .hardlink = "/etc/passwd", .type = AE_IFREG},
      {.name = "media/p", .type = AE_IFIFO}, {.name = "media/c", .type = AE_IFCHR},
      {.name = "media/b", .type = AE_IFBLK}};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    set_up(state);
    make(&bad[i], 1);
    assert_err(unpack(), ERR_INVALID);
    assert_non_null(strstr(why, "not a regular file"));
    assert_int_equal(rmdir(out), 0);
  }
}

static void a_name_stands_once(void **state) {
  const struct member twice[] = {
      {.name = "site.ini", .text = "1"}, {.name = "site.ini", .text = "2"}};
  const struct member inside[] = {
      {.name = "media/a", .text = "1"}, {.name = "media/a/b", .text = "2"}};
  (void)state;
  make(twice, 2);
  assert_err(unpack(), ERR_INVALID);
  assert_non_null(strstr(why, "twice"));
  set_up(state);
  make(inside, 2);
  assert_err(unpack(), ERR_IO);
  assert_non_null(strstr(why, "media/a/b"));
}

static void names_are_bounded(void **state) {
  char name[6000] = "media/";
  const struct member m = {.name = name, .text = "x"};
  (void)state;
  memset(name + 6, 'x', 300);
  make(&m, 1);
  assert_err(unpack(), ERR_IO);
  set_up(state);
  for (size_t i = 6; i < sizeof name - 1; i++)
    name[i] = i % 100 ? 'x' : '/';
  make(&m, 1);
  assert_err(unpack(), ERR_INVALID);
  assert_non_null(strstr(why, "too long"));
}

/* Cut anywhere; and not a pack at all. */
static void what_is_cut_off_is_refused(void **state) {
  char text[5000];
  const struct member members[] = {
      {.name = "site.ini", .text = text}, {.name = "media/a.png", .text = text}};
  struct stat st;
  (void)state;
  unsigned noise = 1;
  for (size_t i = 0; i < sizeof text - 1; i++)
    text[i] = (char)('a' + (noise = noise * 1103515245 + 12345) / 65536 % 26);
  text[sizeof text - 1] = '\0';
  make(members, 2);
  assert_int_equal(stat(pack_file, &st), 0);
  for (off_t n = st.st_size - 40; n >= 0; n -= 397) {
    set_up(state);
    assert_int_equal(truncate(pack_file, n), 0);
    enum err e = unpack();
    assert_true(e == ERR_INVALID || e == ERR_IO);
    assert_true(why[0]);
  }
  set_up(state);
  support_write(folder, "pack", "no pack at all, only words");
  assert_err(unpack(), ERR_INVALID);
  assert_int_equal(unlink(pack_file), 0);
  assert_err(unpack(), ERR_NOT_FOUND);
}

static void only_what_is_there_is_removed(void **state) {
  char path[400], kept[400];
  (void)state;
  support_write(folder, "kept", "x");
  snprintf(kept, sizeof kept, "%s/kept", folder);
  snprintf(path, sizeof path, "%s/link", out);
  assert_int_equal(symlink(folder, path), 0);
  support_write(out, "file", "x");
  folder_remove(out);
  assert_int_equal(access(out, F_OK), -1);
  assert_int_equal(access(kept, F_OK), 0);
  folder_remove(out); /* again: nothing is there */
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup(name, set_up)
  const struct CMUnitTest tests[] = {
      TEST(what_is_packed_comes_back),
      TEST(the_sum_tells_packs_apart),
      TEST(modes_are_harmless),
      TEST(hostile_names_are_refused),
      TEST(what_is_no_plain_file_is_refused),
      TEST(a_name_stands_once),
      TEST(names_are_bounded),
      TEST(what_is_cut_off_is_refused),
      TEST(only_what_is_there_is_removed),
  };
  /* As the command does: names are UTF-8. */
  setlocale(LC_CTYPE, "C.UTF-8");
  return cmocka_run_group_tests(tests, NULL, NULL);
}
