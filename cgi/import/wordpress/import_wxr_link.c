/* Links of an export are absolute and lead to the old site. What they mean here is
 * found by the parts that WordPress does not let an author choose: the folder of
 * uploads, the number in "?p=7", the permalink. A link that is not understood stays as
 * it is, and keeps working as long as the old site does. */
#include "import/wordpress/import_wxr_link.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "db/model/article.h"
#include "db/model/path.h"
#include "import/common/import_kind.h"
#include "import/common/import_report.h"
#include "import/files/import_link.h"
#include "import/wordpress/import_wxr_left.h"
#include "site/core/permalink.h"

/* Where the uploads may be below --source-dir. */
static const char *const folders[] = {
    "wp-content/uploads/", "uploads/", "content/images/", "images/", "", NULL};

/* The path of a URL of the old site, beginning with its slash; NULL for other URLs. */
static const char *import_wxr_link_path_of(
    const struct import_wxr *x, const char *url) {
  const char *site = wxr_tables_site(x->tables);
  size_t n = strlen(site);
  /* A path alone means the old site. Two slashes begin a host. */
  if (url[0] == '/' && url[1] != '/')
    return url;
  if (strncmp(url, "http:", 5) == 0)
    url += 5;
  else if (strncmp(url, "https:", 6) == 0)
    url += 6;
  /* Host names do not depend on case. The site is stored without its scheme, beginning
   * with "//". */
  if (!n || strncasecmp(url, site, n) != 0)
    return NULL;
  /* Another character after the name means a longer one, such as a folder with the same
   * beginning. */
  return url[n] == '/' || url[n] == '?' ? url + n : url[n] ? NULL : "/";
}

/* The real path of a file in --source-dir, NULL if there is none or it must not be
 * used. Neither ".." nor a symbolic link leads out of the folder. */
static const char *import_wxr_link_find_upload(
    struct import_work *w, const char *name) {
  const char *root = w->file->root;
  /* The name comes from a URL in the file: "uploads/../secret.png" must not be copied
   * to media/. The real path is checked as well, because a folder of uploads may
   * contain symbolic links. */
  if (strstr(name, "..") || utf8_check(name, strlen(name), UTF8_ONE_LINE) ||
      !import_kind_is_media(name))
    return NULL;
  /* The folder may be a copy of the whole WordPress site, of wp-content, or of the
   * uploads. */
  for (size_t i = 0; folders[i]; i++) {
    char *path = arena_printf(w->arena, "%s/%s%s", root, folders[i], name);
    char *real = path ? realpath(path, NULL) : NULL;
    struct stat st;
    /* A link named "x.png" that leads to a script must not publish it. */
    bool found = real && file_is_below(real, root) && import_kind_is_media(real) &&
                 stat(real, &st) == 0 && S_ISREG(st.st_mode);
    const char *copy = found ? arena_strdup(w->arena, real) : NULL;
    /* realpath() allocates its result, which the arena does not free. */
    free(real);
    if (copy)
      return copy;
  }
  return NULL;
}

/* "a/b-300x200.jpg" without the size that WordPress appended; NULL if there is none. */
static const char *import_wxr_link_without_size(struct arena *a, const char *name) {
  /* WordPress makes such sizes of each picture when it is uploaded; a copy of the
   * uploads may lack them, for instance after a change of hosts. */
  const char *dot = strrchr(name, '.'), *s = dot;
  if (!dot)
    return NULL;
  while (s > name && isdigit((unsigned char)s[-1]))
    s--;
  if (s == name || s == dot || s[-1] != 'x')
    return NULL;
  const char *width = --s;
  while (s > name && isdigit((unsigned char)s[-1]))
    s--;
  if (s == name || s == width || s[-1] != '-')
    return NULL;
  return arena_printf(a, "%.*s%s", (int)(s - 1 - name), name, dot);
}

static const char *import_wxr_link_upload(
    struct import_wxr_links *l, const char *url, const char *path) {
  struct import_work *w = l->work;
  if (!w->file->root) {
    import_wxr_left_add(l->wxr, w->line,
        "links to uploaded files, which still lead to the old"
        " site: give their folder with --source-dir");
    return url;
  }
  char *name = arena_strndup(w->arena, path, strcspn(path, "?#"));
  name = name ? percent_decode(w->arena, name) : NULL;
  const char *file = name ? import_wxr_link_find_upload(w, name) : NULL;
  const char *whole =
      name && !file ? import_wxr_link_without_size(w->arena, name) : NULL;
  /* The original is used only if that size is not there. */
  if (whole)
    file = import_wxr_link_find_upload(w, whole);
  if (file)
    return import_link_media(w, file, url);
  import_wxr_left_add(l->wxr, w->line,
      "links to uploaded files that are not in --source-dir,"
      " or of a type that media/ does not accept");
  return url;
}

/* The number after "?p=" or "&page_id=". */
static const char *import_wxr_link_id_of(struct arena *a, const char *path) {
  static const char *const names[] = {"p=", "page_id=", NULL};
  const char *query = strchr(path, '?');
  for (const char *s = query; s && *s; s = strchr(s + 1, '&'))
    for (size_t i = 0; names[i]; i++) {
      size_t n = strlen(names[i]);
      bool is_it = strncmp(s + 1, names[i], n) == 0;
      size_t digits = is_it ? strspn(s + 1 + n, "0123456789") : 0;
      if (digits)
        return arena_strndup(a, s + 1 + n, digits);
    }
  return NULL;
}

/* Finds the article by its GUID, which WordPress builds from the ID. */
static enum err import_wxr_link_by_id(
    struct import_wxr_links *l, const char *id, struct article *out) {
  const char *site = wxr_tables_site(l->wxr->tables);
  struct import_run *run = l->work->run;
  struct arena *a = l->work->arena;
  /* The export does not tell which scheme the site had when the GUID was made. */
  for (int i = 0; i < 4; i++) {
    const char *scheme = i % 2 ? "https" : "http", *name = i < 2 ? "p" : "page_id";
    char *key = arena_printf(a, "wxr:%s:%s/?%s=%s", scheme, site, name, id);
    enum err e = key ? article_by_source(run->site->db, a, key, out) : ERR_NOMEM;
    if (e != ERR_NOT_FOUND)
      return e;
  }
  return ERR_NOT_FOUND;
}

static enum err import_wxr_link_by_path(
    struct import_wxr_links *l, const char *path, struct article *out) {
  struct import_run *run = l->work->run;
  struct arena *a = l->work->arena;
  struct path found;
  char *decoded = arena_strndup(a, path, strcspn(path, "?#"));
  decoded = decoded ? percent_decode(a, decoded) : NULL;
  /* A path that is not text cannot be one of this site. */
  if (!decoded || utf8_check(decoded, strlen(decoded), UTF8_ONE_LINE))
    return ERR_NOT_FOUND;
  char *normal = permalink_normalise(a, decoded);
  enum err e = normal ? path_find(run->site->db, normal, &found) : ERR_NOMEM;
  /* An archive has a path, but no article. */
  if (!e && (found.kind == PATH_GONE || !found.article_id))
    e = ERR_NOT_FOUND;
  return e ? e : article_by_id(run->site->db, a, found.article_id, out);
}

static void import_wxr_link_note_target(struct import_wxr_links *l, int64_t id) {
  /* The ID of the article, not its permalink: an article whose permalink changes must
   * not change those that link to it, because the old address redirects. */
  uint8_t both[CRYPT_HASH + sizeof id];
  memcpy(both, l->content, CRYPT_HASH);
  memcpy(both + CRYPT_HASH, &id, sizeof id);
  crypt_hash((const char *)both, sizeof both, l->content);
}

const char *import_wxr_link(void *context, const char *url, bool is_image) {
  struct import_wxr_links *l = context;
  struct arena *a = l->work->arena;
  const char *path = import_wxr_link_path_of(l->wxr, url), *fragment = strchr(url, '#');
  struct article r = {0};
  if (!path)
    return url;
  /* The text may already refer to media of this site, for instance in an export that
   * was edited. */
  if (import_link_own_media(l->work, path))
    return path;
  const char *uploads =
      l->work->file->is_converted ? "/content/images/" : "/wp-content/uploads/";
  const char *upload = strstr(path, uploads);
  if (upload)
    return import_wxr_link_upload(l, url, upload + strlen(uploads));
  /* A picture outside the uploads belongs to a theme or plugin, which the export does
   * not contain. */
  if (is_image)
    return url;
  /* The home page exists on every site, although no article has its path. */
  if (path[strspn(path, "/")] == '\0')
    return "/";
  const char *id = import_wxr_link_id_of(a, path);
  enum err e =
      id ? import_wxr_link_by_id(l, id, &r) : import_wxr_link_by_path(l, path, &r);
  if (e || !r.permalink) {
    /* The target may come later in the export, which is then read once more. */
    l->wxr->unresolved = true;
    return url;
  }
  import_wxr_link_note_target(l, r.id);
  const char *here = permalink_encode(a, r.permalink);
  return here ? arena_printf(a, "%s%s", here, fragment ? fragment : "") : url;
}
