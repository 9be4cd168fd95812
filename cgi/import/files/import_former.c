/* A link that somebody has set to the old site must not end in 404, so every address
 * that the old engine may have used is added, rather than the most likely one: one too
 * many costs a row and does no harm. Two things are uncertain. The date in an address
 * is that of the engine's time zone, which is the one written in the file or the one of
 * the site; and the name of a file may or may not count with its date. */
#include "import/files/import_former.h"

#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/percent.h"
#include "db/model/path.h"
#include "import/common/import_report.h"
#include "import/files/import_engine.h"
#include "import/files/import_name.h"
#include "import/files/import_pattern.h"
#include "markup/names/slug.h"
#include "markup/names/url.h"
#include "site/core/permalink.h"
#include "site/publish/article_check.h"

struct import_former {
  struct import_work *work;
  const struct import_engine *engine;
  struct article_input *input;
  struct import_pattern_values values;
  int line; /* of the key that the address comes from; 0: none */
};

static enum err import_former_append(struct import_former *f, const char *path) {
  struct arena *a = f->work->arena;
  const struct front_matter_list *l = &f->input->former;
  struct parse_problem ignored = {0};
  /* An address that this site uses itself, such as that of the home page, leads
   * somewhere already. One that the author wrote is reported later (import_fit). */
  if (!f->line && article_check_alias(a, path, 0, &ignored) != OK)
    return OK;
  for (size_t i = 0; i < l->count; i++)
    if (strcmp(l->items[i], path) == 0)
      return OK;
  const char *copy = arena_strdup(a, path);
  return copy ? front_matter_list_add(a, &f->input->former, copy, f->line) : ERR_NOMEM;
}

/* True if `path` ends so, in which case *n becomes the length of the rest. */
static bool import_former_ends(const char *path, const char *end, size_t *n) {
  if (!file_name_ends_with(path, end))
    return false;
  *n = strlen(path) - strlen(end);
  return true;
}

/* Adds a path, and the same without its ending: GitHub Pages and many web servers
 * answer at both. */
static enum err import_former_add_both(struct import_former *f, const char *path) {
  size_t n;
  enum err e = import_former_append(f, path);
  if (e || !(import_former_ends(path, "/index.html", &n) ||
               import_former_ends(path, ".html", &n)))
    return e;
  char *shorter = arena_strndup(f->work->arena, path, n);
  return shorter ? import_former_append(f, shorter) : ERR_NOMEM;
}

/* Adds a decoded path of the old site, with the folder in which that was published and
 * without it: the blog may have moved to a host of its own. */
static enum err import_former_add_path(struct import_former *f, const char *path) {
  struct arena *a = f->work->arena;
  const char *base = f->engine ? f->engine->base : "";
  char *plain = arena_printf(a, "%s%s", *path == '/' ? "" : "/", path);
  char *whole = plain && *base ? arena_printf(a, "%s%s", base, plain) : plain;
  enum err e = whole ? import_former_add_both(f, whole) : ERR_NOMEM;
  return e || !*base ? e : import_former_add_both(f, plain);
}

/* Adds what the pattern gives for the values. */
static enum err import_former_add_pattern(
    struct import_former *f, const char *pattern, bool *known) {
  struct buf path = {0};
  enum err e = import_pattern_expand(pattern, &f->values, &path);
  *known = e != ERR_INVALID;
  if (!e)
    e = import_former_add_path(f, buf_text(&path));
  buf_free(&path);
  return e == ERR_INVALID ? OK : e;
}

/* Adds what the pattern gives on the day as the file names it, too. */
static enum err import_former_add_dated(
    struct import_former *f, const char *pattern, const char *written) {
  bool known = true;
  int64_t site_date = f->values.date, day;
  char *prefix = written ? arena_strndup(f->work->arena, written, 10) : NULL;
  enum err e = import_former_add_pattern(f, pattern, &known);
  if (!known)
    import_report_note(f->work, f->line,
        "the addresses of \"%.60s\" are not known here: no old address leads to the"
        " article",
        pattern);
  if (!e && known && prefix && clock_parse(prefix, &day) == OK) {
    f->values.date = day;
    e = import_former_add_pattern(f, pattern, &known);
    f->values.date = site_date;
  }
  return e;
}

/* The folders between `above` and the name of the file, "" if there are none. NULL when
 * out of memory. */
static const char *import_former_folders(struct import_former *f, const char *above) {
  const struct import_file *file = f->work->file;
  /* The text of `post create` has no folder. */
  if (!file->path || !file->root)
    return "";
  const char *inside = file->path + strlen(file->root);
  const char *found = *above ? strstr(inside, above) : inside;
  const char *begin = found ? found + strlen(above) : inside;
  const char *end = strrchr(inside, '/');
  begin += *begin == '/';
  /* The folder of a page bundle is its name. */
  if (import_name_is_index(file) && f->engine && f->engine->kind >= IMPORT_ENGINE_HUGO)
    for (end -= end > begin; end > begin && *end != '/';)
      end--;
  return end > begin ? arena_strndup(f->work->arena, begin, (size_t)(end - begin)) : "";
}

/* Hugo puts languages other than the default one into a folder. */
static const char *import_former_language(struct import_former *f) {
  const char *language = import_name_language(f->work);
  bool is_default = !*language || strcasecmp(language, f->engine->language) == 0;
  if (is_default && !f->engine->has_language_folder)
    return "";
  return arena_printf(
      f->work->arena, "/%s", is_default ? f->engine->language : language);
}

static enum err import_former_add_hugo(struct import_former *f, const char *written) {
  struct arena *a = f->work->arena;
  char *section = arena_strndup(a, f->values.folders, strcspn(f->values.folders, "/"));
  const char *language = import_former_language(f);
  if (!section || !language)
    return ERR_NOMEM;
  bool is_zola = f->engine->kind == IMPORT_ENGINE_ZOLA;
  const char *pattern =
      is_zola ? NULL
              : config_tree_text(f->engine->permalinks, *section ? section : "/");
  if (import_name_is_section(f->work->file))
    pattern = "/:sections/:filename/";
  else if (!pattern)
    pattern = "/:sections/:slugorfilename/";
  /* The slash or ending at the end depends on the site, not on the pattern. */
  size_t n = strlen(pattern);
  if (f->engine->is_ugly && !is_zola && n > 1 && pattern[n - 1] == '/')
    pattern = arena_printf(a, "%.*s.html", (int)n - 1, pattern);
  pattern = pattern ? arena_printf(a, "%s%s", language, pattern) : NULL;
  return pattern ? import_former_add_dated(f, pattern, written) : ERR_NOMEM;
}

static bool import_former_is_post(const struct import_file *f) {
  return f->path && strstr(f->path, "/_posts/");
}

/* A page has the path of its file; "pretty" and its like end it with a slash. */
static enum err import_former_add_page(struct import_former *f) {
  const char *pattern = f->engine->pattern, *folders = f->values.folders;
  size_t n;
  bool is_pretty = strcmp(pattern, "pretty") == 0 ||
                   import_former_ends(pattern, "/", &n) ||
                   f->engine->kind == IMPORT_ENGINE_HEXO;
  bool is_index = import_name_is_index(f->work->file);
  char *path = arena_printf(f->work->arena, "%s%s/%s%s", *folders ? "/" : "", folders,
      is_index ? "" : f->values.name,
      is_index    ? ""
      : is_pretty ? "/"
                  : ".html");
  return path ? import_former_add_path(f, path) : ERR_NOMEM;
}

/* Adds the addresses that the engine makes of the file's place. */
static enum err import_former_add_engine(struct import_former *f, const char *written) {
  enum import_engine_kind kind = f->engine->kind;
  if (kind == IMPORT_ENGINE_HUGO || kind == IMPORT_ENGINE_ZOLA)
    return import_former_add_hugo(f, written);
  return import_former_is_post(f->work->file)
             ? import_former_add_dated(f, f->engine->pattern, written)
             : import_former_add_page(f);
}

/* The address that the front matter names, without a host before it; NULL if it names
 * none. *line becomes that of its key. */
static const char *import_former_named(
    struct import_work *w, const struct front_matter *m, int *line) {
  bool is_zola = w->file->engine && w->file->engine->kind == IMPORT_ENGINE_ZOLA;
  /* An export of this program names the permalink that the article should get. */
  const char *permalink = m->article_id ? NULL : m->permalink;
  const char *path = m->path && (is_zola || *m->path == '/') ? m->path : NULL;
  const char *url = m->url ? m->url : permalink ? permalink : path;
  *line = m->url ? m->line.url : permalink ? m->line.permalink : m->line.path;
  /* Only the path can redirect, since this server answers for one host. */
  url = url ? url_without_origin(url) : NULL;
  /* Eleventy makes addresses by templates, and has no page for "false". */
  bool is_template = url && (strstr(url, "{{") || strstr(url, "{%"));
  bool is_flag = url && (strcmp(url, "false") == 0 || strcmp(url, "true") == 0);
  return url && *url && !is_template && !is_flag ? url : NULL;
}

/* A name such as "pretty" stands for a pattern, as a placeholder does. */
static bool import_former_is_pattern(const char *url) {
  return strstr(url, "/:") || *url == ':' || !strpbrk(url, "/.");
}

static enum err import_former_add_named(
    struct import_former *f, const char *url, int line, const char *written) {
  f->line = line;
  enum err e = import_former_is_pattern(url) ? import_former_add_dated(f, url, written)
                                             : import_former_add_path(f, url);
  f->line = 0;
  return e;
}

enum err import_former_slug(
    struct import_work *w, const struct front_matter *m, const char **name) {
  int line;
  size_t n;
  if (m->slug || (m->article_id && m->permalink))
    return OK;
  const char *url = import_former_named(w, m, &line);
  if (!url || import_former_is_pattern(url))
    return import_name_slug(w, name);
  char *path = percent_decode(w->arena, url);
  if (!path)
    return ERR_NOMEM;
  path[strcspn(path, "?#")] = '\0';
  if (import_former_ends(path, "/index.html", &n) ||
      import_former_ends(path, ".html", &n) || import_former_ends(path, ".htm", &n) ||
      import_former_ends(path, ".php", &n) || import_former_ends(path, "/", &n))
    path[n] = '\0';
  const char *slash = strrchr(path, '/'), *last = slash ? slash + 1 : path;
  /* "/2015/03/09/" and "/?p=7" name no slug. */
  if (!last[strspn(last, "0123456789-_.")])
    return import_name_slug(w, name);
  *name = last;
  return OK;
}

static enum err import_former_set_values(
    struct import_former *f, const struct front_matter *m, bool dated) {
  bool is_content = f->engine && f->engine->kind >= IMPORT_ENGINE_HUGO;
  const char *above = is_content ? "/content/" : "/_posts/";
  struct buf category = {0};
  /* Jekyll joins all categories, the folders above _posts first: those have no line.
   * Hexo takes the first. Addresses are compared in lower case anyway. */
  for (int of_folders = 1; of_folders >= 0; of_folders--)
    for (size_t i = 0; i < m->categories.count; i++)
      if ((m->categories.lines[i] == 0) == of_folders &&
          (!category.len || f->values.kind == IMPORT_ENGINE_JEKYLL))
        buf_printf(&category, "%s%s", category.len ? "/" : "", m->categories.items[i]);
  if (!category.len && f->values.kind == IMPORT_ENGINE_HEXO)
    buf_puts(&category, "uncategorized");
  enum err e = buf_status(&category);
  f->values.category = e ? NULL : arena_strdup(f->work->arena, buf_text(&category));
  buf_free(&category);
  f->values.folders = import_former_folders(
      f, is_content || import_former_is_post(f->work->file) ? above : "");
  if (!e)
    e = import_name_stem(f->work, dated, &f->values.name);
  f->values.date = f->input->published_at;
  f->values.title = f->input->title ? f->input->title : "";
  f->values.slug = m->slug ? m->slug : "";
  return e ? e : f->values.folders && f->values.category ? OK : ERR_NOMEM;
}

enum err import_former_keep(struct import_work *w, struct article_input *d) {
  struct parse_problem ignored = {0};
  struct path found;
  /* A single text that is being written has no options of an import. */
  if (!w->run->options || !w->run->options->keep_addresses || d->permalink)
    return OK;
  for (size_t i = 0; i < d->former.count; i++) {
    char *path = percent_decode(w->arena, d->former.items[i]);
    size_t n;
    /* The address with its ending stays as a redirect. */
    if (path && import_former_ends(path, ".html", &n))
      path[n] = '\0';
    path = path ? permalink_normalise(w->arena, path) : NULL;
    if (!path)
      return ERR_NOMEM;
    n = strlen(path);
    path[n - 1] = '\0';
    bool fits = slug_is_valid(strrchr(path, '/') + 1);
    path[n - 1] = '/';
    if (!fits || article_check_alias(w->arena, path, 0, &ignored) != OK ||
        path_find(w->run->site->db, path, &found) != ERR_NOT_FOUND)
      continue;
    d->permalink = path;
    return OK;
  }
  return OK;
}

enum err import_former_add(
    struct import_work *w, const struct front_matter *m, struct article_input *d) {
  struct import_former f = {.work = w, .engine = w->file->engine, .input = d};
  int line;
  const char *url = import_former_named(w, m, &line);
  /* What has been an article of this site has its addresses already. */
  bool is_own = !w->file->path || w->file->known || m->article_id;
  if (is_own && !url)
    return OK;
  f.values.kind = f.engine ? f.engine->kind : IMPORT_ENGINE_JEKYLL;
  enum err e = import_former_set_values(&f, m, false);
  /* An address that is named is the only one that the engine uses. */
  if (!e && url)
    e = import_former_add_named(&f, url, line, m->date);
  else if (!e && f.engine)
    e = import_former_add_engine(&f, m->date);
  if (!e && !url && f.engine && f.engine->kind >= IMPORT_ENGINE_HUGO) {
    /* With the date in its name. */
    e = import_former_set_values(&f, m, true);
    if (!e)
      e = import_former_add_engine(&f, m->date);
  }
  return e || is_own ? e : import_former_keep(w, d);
}
