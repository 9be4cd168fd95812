/* Which files Jekyll publishes, so that an import of a whole site brings no more to the
 * public than its own engine did: themes, notes and installed packages are full of
 * Markdown files. */
#include "import/files/import_jekyll_files.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "import/files/import_name.h"

static bool import_jekyll_is_one_of(const char *name, const char *const *names) {
  for (; *names; names++)
    if (strcasecmp(*names, name) == 0)
      return true;
  return false;
}

bool import_jekyll_is_site(const char *folder) {
  static const char *const marks[] = {"_posts", "_config.yml", "_config.yaml"};
  /* The posts may be given without the rest of the site. */
  static const char *const own[] = {"_posts", "_drafts", NULL};
  char path[PATH_MAX + 16];
  const char *name = strrchr(folder, '/');
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, marks[i]);
    if (access(path, F_OK) == 0)
      return true;
  }
  return name && import_jekyll_is_one_of(name + 1, own);
}

const char *import_jekyll_skips_folder(const char *name) {
  static const char *const without[] = {
      "_site", "_layouts", "_includes", "_sass", "_data", "_plugins", NULL};
  /* Jekyll's default for "exclude", without which it would publish what its own
   * installation brings along. */
  static const char *const excluded[] = {"node_modules", "vendor", NULL};
  if (import_jekyll_is_one_of(name, without))
    return "is skipped: Jekyll has no articles there";
  if (import_jekyll_is_one_of(name, excluded))
    return "is skipped: Jekyll excludes this folder";
  return NULL;
}

/* Outside of its folders of posts, Jekyll copies a file as it is unless it begins with
 * this line. */
static bool import_jekyll_has_front_matter(const char *path) {
  char head[8] = "";
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return true; /* the error is reported where the file is read */
  ssize_t n = read(fd, head, sizeof head - 1);
  close(fd);
  const char *at = n > 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? head + 3 : head;
  return strncmp(at, "---", 3) == 0;
}

/* Jekyll's own rule. */
static bool import_jekyll_is_dated(const char *path) {
  const struct import_file f = {.path = path};
  int64_t date;
  return import_name_date(&f, &date) != IMPORT_NAME_NO_DATE;
}

const char *import_jekyll_skips_file(const char *root, const char *path) {
  static const char *const top[] = {"README.md", "404.html", "404.md", NULL};
  const char *name = strrchr(path, '/') + 1;
  /* Drafts need neither a date nor front matter. */
  if (strstr(path, "/_drafts/"))
    return NULL;
  if (strstr(path, "/_posts/"))
    return import_jekyll_is_dated(path)
               ? NULL
               : "is skipped: Jekyll publishes a file of _posts only if its name begins"
                 " with a date";
  /* Only at the top: further down, such a file with front matter is a page like any
   * other. */
  bool is_top = strlen(root) + 1 == (size_t)(name - path);
  if (is_top && import_jekyll_is_one_of(name, top))
    return "is skipped: it is not an article of a Jekyll site";
  return import_jekyll_has_front_matter(path)
             ? NULL
             : "is skipped: Jekyll makes no page of a file without front matter";
}
