/* Obsidian keeps notes as Markdown files, and what it knows about them in ".obsidian/"
 * at the top of the folder. A link names a file without its folder, so that all files
 * of the vault have to be known. They are listed when the first such link is met. */
#include "import/files/import_vault.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "import/common/import_json.h"
#include "import/common/import_kind.h"
#include "import/common/import_report.h"
#include "markup/markdown/note_remarks.h"

/* MOST_DEPTH: of folders, as in import_list.c. */
enum { MOST_DEPTH = 32, MOST_TEMPLATES = 4 };

struct import_vault_file {
  const char *path; /* relative to the root of the import */
  const char *name; /* the last part of it */
};

struct import_vault {
  struct import_run *run;
  const char *root; /* of the import: files outside of it do not count */
  const char *top;  /* the folder with ".obsidian" */
  const char *templates[MOST_TEMPLATES]; /* relative to `top` */
  size_t template_count;
  bool is_listed;
  struct import_vault_file *files;
  size_t count, cap;
};

/* Adds the folder that a setting of Obsidian names. A setting that cannot be read is as
 * good as none. */
static void import_vault_add_templates(
    struct import_vault *v, const char *file, const char *key) {
  char path[PATH_MAX + 64], why[FILE_WHY];
  struct stat st;
  json_error_t error;
  int fd;
  snprintf(path, sizeof path, "%s/.obsidian/%s", v->top, file);
  if (file_open(path, FILE_NO_FOLLOW, &fd, &st, why))
    return;
  json_t *settings =
      st.st_size < LIMIT_FRONT_MATTER ? import_json_load(fd, &error) : NULL;
  const char *folder = import_json_text(settings, key);
  size_t n = strlen(folder);
  while (n && folder[n - 1] == '/')
    n--;
  const char *copy = n ? arena_strndup(v->run->arena, folder, n) : NULL;
  if (copy && v->template_count < MOST_TEMPLATES)
    v->templates[v->template_count++] = copy;
  json_decref(settings);
  close(fd);
}

enum err import_vault_open(
    struct import_run *run, const char *root, struct import_vault **out) {
  char path[PATH_MAX + 64];
  struct stat st;
  *out = NULL;
  char *top = arena_strdup(run->arena, root);
  if (!top)
    return ERR_NOMEM;
  /* A part of a vault is as private as all of it. */
  for (char *end = top + strlen(top); *top; end = strrchr(top, '/')) {
    *end = '\0';
    snprintf(path, sizeof path, "%s/.obsidian", top);
    if (*top && lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
      break;
  }
  if (!*top)
    return OK;
  struct import_vault *v = arena_alloc(run->arena, sizeof *v);
  if (!v)
    return ERR_NOMEM;
  *v = (struct import_vault){.run = run, .root = root, .top = top};
  import_vault_add_templates(v, "templates.json", "folder");
  import_vault_add_templates(
      v, "plugins/templater-obsidian/data.json", "templates_folder");
  *out = v;
  return OK;
}

const char *import_vault_skips_folder(const struct import_vault *v, const char *path) {
  static const char why[] = "is skipped: it holds templates, not articles";
  const char *name = strrchr(path, '/') + 1;
  size_t n = strlen(v->top);
  for (size_t i = 0; i < v->template_count; i++)
    if (strncmp(path, v->top, n) == 0 && path[n] == '/' &&
        strcmp(path + n + 1, v->templates[i]) == 0)
      return why;
  /* Without a setting, it is the name that everybody uses. */
  return !v->template_count && strcasecmp(name, "templates") == 0 ? why : NULL;
}

static enum err import_vault_add(struct import_vault *v, const char *path) {
  struct import_vault_file *files =
      arena_grow(v->run->arena, v->files, v->count, &v->cap, sizeof *files);
  const char *copy = files ? arena_strdup(v->run->arena, path) : NULL;
  if (!copy)
    return ERR_NOMEM;
  const char *slash = strrchr(copy, '/');
  v->files = files;
  v->files[v->count++] = (struct import_vault_file){copy, slash ? slash + 1 : copy};
  return OK;
}

/* Lists what is below `folder`, a path relative to the root, "" for the root. */
static enum err import_vault_walk(
    struct import_vault *v, const char *folder, int depth) {
  char path[PATH_MAX];
  struct stat st;
  enum err e = OK;
  snprintf(path, sizeof path, "%s/%s", v->root, folder);
  DIR *entries = opendir(path);
  for (struct dirent *one; !e && entries && (one = readdir(entries)) != NULL;) {
    char below[PATH_MAX];
    int n = snprintf(
        below, sizeof below, "%s%s%s", folder, *folder ? "/" : "", one->d_name);
    /* Hidden folders are the trash and the settings. */
    if (one->d_name[0] == '.' || n < 0 || (size_t)n >= sizeof below ||
        fstatat(dirfd(entries), one->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    if (S_ISDIR(st.st_mode) && depth < MOST_DEPTH)
      e = import_vault_walk(v, below, depth + 1);
    else if (S_ISREG(st.st_mode) &&
             (import_kind_is_article(one->d_name) || import_kind_is_media(one->d_name)))
      e = import_vault_add(v, below);
  }
  if (entries)
    closedir(entries);
  return e;
}

/* Files of the same name are in the order in which Obsidian prefers them. */
static int import_vault_compare(const void *a, const void *b) {
  const struct import_vault_file *x = a, *y = b;
  size_t of_x = strlen(x->path), of_y = strlen(y->path);
  int order = strcasecmp(x->name, y->name);
  return order          ? order
         : of_x != of_y ? (of_x < of_y ? -1 : 1)
                        : strcmp(x->path, y->path);
}

static bool import_vault_list(struct import_vault *v) {
  if (v->is_listed)
    return true;
  v->count = 0;
  if (import_vault_walk(v, "", 0))
    return false;
  if (v->count)
    qsort(v->files, v->count, sizeof *v->files, import_vault_compare);
  v->is_listed = true;
  return true;
}

/* The first file called `name`; the number of files if there is none. */
static size_t import_vault_first(const struct import_vault *v, const char *name) {
  size_t low = 0, high = v->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcasecmp(v->files[middle].name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < v->count && strcasecmp(v->files[low].name, name) == 0 ? low : v->count;
}

/* True for "a/b/Note.md" if the link is "b/Note.md". */
static bool import_vault_ends_with(const char *path, const char *link) {
  size_t n = strlen(path), m = strlen(link);
  return n >= m && strcasecmp(path + n - m, link) == 0 &&
         (n == m || path[n - m - 1] == '/');
}

static bool import_vault_is_next_to(const char *path, const char *inside) {
  const char *a = strrchr(path, '/'), *b = strrchr(inside, '/');
  size_t n = a ? (size_t)(a - path) : 0, m = b ? (size_t)(b - inside) : 0;
  return n == m && strncmp(path, inside, n) == 0;
}

/* The file that `link`, with an ending, means in the file `inside`. NULL if there is
 * none. */
static const char *import_vault_match(
    const struct import_vault *v, const char *link, const char *inside) {
  const char *slash = strrchr(link, '/'), *name = slash ? slash + 1 : link;
  const char *found = NULL;
  for (size_t i = import_vault_first(v, name);
       i < v->count && strcasecmp(v->files[i].name, name) == 0; i++) {
    const char *path = v->files[i].path;
    if (!import_vault_ends_with(path, link))
      continue;
    if (import_vault_is_next_to(path, inside))
      return path;
    found = found ? found : path;
  }
  return found;
}

/* Writes the path `to` as seen from the file `from`; both are relative to one folder.
 */
static void import_vault_put(struct buf *out, const char *from, const char *to) {
  size_t common = 0;
  for (size_t i = 0; from[i] && from[i] == to[i]; i++)
    if (from[i] == '/')
      common = i + 1;
  for (const char *s = from + common; (s = strchr(s, '/')) != NULL; s++)
    buf_puts(out, "../");
  /* These would end the path within an address, or begin an escape. */
  for (const char *s = to + common; *s; s++)
    if (strchr("%#?", *s))
      buf_printf(out, "%%%02X", (unsigned)(unsigned char)*s);
    else
      buf_putc(out, *s);
}

bool import_vault_find(struct import_work *w, const char *name, struct buf *out) {
  static const char *const endings[] = {"", ".md", ".markdown"};
  struct import_vault *v = w->file->vault;
  name += strspn(name, "/");
  if (!*name || !import_vault_list(v))
    return false;
  const char *inside = w->file->path + strlen(v->root) + 1;
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    char *link = arena_printf(w->arena, "%s%s", name, endings[i]);
    const char *found = link ? import_vault_match(v, link, inside) : NULL;
    if (!found || strpbrk(found, "<>\\\n"))
      continue;
    import_vault_put(out, inside, found);
    return true;
  }
  return false;
}

/* Files of no engine may be notes that were copied out of a vault. */
static bool import_vault_may_have_remarks(const struct import_file *f) {
  bool is_of_engine = f->engine || f->is_liquid || f->is_jekylls || f->hosted;
  return f->path && !f->known && (f->vault || !is_of_engine);
}

char *import_vault_hide(struct import_work *w, char *text, size_t body) {
  struct note_remarks found;
  if (!import_vault_may_have_remarks(w->file) || !note_remarks_are_in(text + body))
    return text;
  char *copy = arena_strdup(w->arena, text);
  if (!copy)
    return NULL;
  note_remarks_hide(copy + body, w->file->vault != NULL, &found);
  int before = 0;
  for (const char *s = text; s < text + body; s++)
    before += *s == '\n';
  if (found.open_line)
    import_report_note(w, before + found.open_line,
        "a remark begins with \"%%%%\" and never ends: what follows is not shown");
  else if (found.count && !w->file->vault)
    import_report_note(w, before + found.line,
        "what is between \"%%%%\" is a remark and not shown (%d)", found.count);
  return strcmp(copy, text) == 0 ? text : copy;
}
