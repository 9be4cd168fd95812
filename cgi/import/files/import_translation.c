#include "import/files/import_translation.h"

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "import/common/import_report.h"
#include "import/files/import_name.h"
#include "markup/frontmatter/front_matter_list.h"
#include "markup/names/lang.h"
#include "markup/names/url.h"
#include "site/core/permalink.h"

/* The names in a folder that have a language, without it: "tide" for "tide.de.md".
 * Files come folder by folder, so that one is kept, and read once. */
struct import_translation_folder {
  const char *path;
  const char **stems;
  size_t count, room;
};

/* The length of a name without its language and ending; 0 if it has no language. */
static size_t import_translation_stem(const char *name) {
  const char *dot = strrchr(name, '.');
  size_t n = import_name_length(name);
  return dot && n < (size_t)(dot - name) ? n : 0;
}

static enum err import_translation_add(
    struct arena *a, struct import_translation_folder *f, const char *name) {
  size_t n = import_translation_stem(name);
  if (!n)
    return OK;
  const char **grown = arena_grow(a, f->stems, f->count, &f->room, sizeof *grown);
  const char *stem = arena_strndup(a, name, n);
  if (!grown || !stem)
    return ERR_NOMEM;
  f->stems = grown;
  f->stems[f->count++] = stem;
  return OK;
}

/* A folder that cannot be read has no such names: what is wrong with it is reported
 * when its files are. */
static enum err import_translation_read(
    struct import_run *run, const char *path, struct import_translation_folder **out) {
  struct import_translation_folder *f = arena_alloc(run->arena, sizeof *f);
  enum err e = f ? OK : ERR_NOMEM;
  DIR *folder = f ? opendir(path) : NULL;
  if (f)
    *f = (struct import_translation_folder){.path = path};
  for (struct dirent *d; folder && !e && (d = readdir(folder)) != NULL;)
    e = import_translation_add(run->arena, f, d->d_name);
  if (folder)
    closedir(folder);
  if (!e)
    *out = f;
  return e;
}

static enum err import_translation_find(
    struct import_run *run, const char *path, size_t n, bool *found) {
  const char *name = strrchr(path, '/') + 1;
  const struct import_translation_folder *f = run->translations;
  size_t length = (size_t)(name - path);
  if (!f || strlen(f->path) != length || memcmp(f->path, path, length) != 0) {
    const char *folder = arena_strndup(run->arena, path, length);
    enum err e =
        folder ? import_translation_read(run, folder, &run->translations) : ERR_NOMEM;
    if (e)
      return e;
    f = run->translations;
  }
  *found = false;
  for (size_t i = 0; !*found && i < f->count; i++)
    *found = strlen(f->stems[i]) == n && memcmp(f->stems[i], name, n) == 0;
  return OK;
}

enum err import_translation_key(struct import_work *w, const char **key) {
  const struct import_file *f = w->file;
  bool found = false;
  *key = NULL;
  /* An article that is edited as a text has its key in the text. */
  if (!f->path || f->known || f->strict)
    return OK;
  const char *name = strrchr(f->path, '/') + 1, *from = name;
  size_t n = import_name_length(name), root = f->root ? strlen(f->root) : 0;
  enum err e = import_translation_find(w->run, f->path, n, &found);
  if (e || !found)
    return e;
  if (root && strncmp(f->path, f->root, root) == 0 && f->path[root] == '/')
    from = f->path + root + 1;
  *key = arena_printf(w->arena, "%.*s", (int)(name - from + (ptrdiff_t)n), from);
  return *key ? OK : ERR_NOMEM;
}

/* A name with a slash is an address, "/de/ebbe/" or "about/team"; one of another site
 * leads to no article here. */
static enum err import_translation_add_name(
    struct import_work *w, const char *name, int line, struct article_input *d) {
  const char *base = w->run->site->settings.base_url;
  size_t n = strlen(base);
  name += strncmp(name, base, n) == 0 && name[n] == '/' ? n : 0;
  if (url_classify(name) != URL_RELATIVE) {
    import_report_note(w, line,
        "the translation \"%.60s\" is ignored: it is not an article of this site",
        name);
    return OK;
  }
  if (strchr(name, '/'))
    name = permalink_normalise(w->arena, name);
  return name ? front_matter_list_add(w->arena, &d->translations, name, line)
              : ERR_NOMEM;
}

enum err import_translation_take(
    struct import_work *w, const struct front_matter *m, struct article_input *d) {
  const struct front_matter_list *given = &m->translations;
  const char *lang = import_name_language(w);
  enum err e = lang ? OK : ERR_NOMEM;
  /* A file that is edited as a text has said its language if it has another one. */
  if (!e && !m->lang && *lang && !w->file->known && !w->file->strict &&
      lang_is_valid(lang))
    d->lang = lang;
  d->translation_key = m->translation_key;
  /* What is only read ahead needs no key, and would read the folder twice. */
  if (!e && !d->translation_key && !w->looks_ahead)
    e = import_translation_key(w, &d->translation_key);
  for (size_t i = 0; !e && i < given->count; i++)
    e = import_translation_add_name(w, given->items[i], given->lines[i], d);
  return e;
}
