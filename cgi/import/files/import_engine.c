/* Engines keep what decides the addresses of articles in one file, or in Hugo's case in
 * several: the pattern of permalinks and the folder in which the site is published. It
 * is read once for each imported folder. What themes and plugins add to that is unknown
 * here; the option --old-urls finds such addresses. */
#include "import/files/import_engine.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"

struct import_engine_reader {
  struct import_run *run;
  const char *root;
};

static bool import_engine_has(const char *folder, const char *name) {
  char path[PATH_MAX + 64];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return access(path, F_OK) == 0;
}

/* Reads the first of the files, whose list NULL ends; *out is NULL if there is none. */
static enum err import_engine_read_first(
    struct import_engine_reader *r, const char *const *names, struct yaml_node **out) {
  char why[FILE_WHY];
  struct buf text = {0};
  struct parse_problem problem = {0};
  *out = NULL;
  while (*names && !import_engine_has(r->root, *names))
    names++;
  if (!*names)
    return OK;
  char *path = arena_printf(r->run->arena, "%s/%s", r->root, *names);
  if (!path)
    return ERR_NOMEM;
  enum err e = file_read(path, FILE_NO_FOLLOW, LIMIT_FRONT_MATTER, &text, why);
  char *copy = e ? NULL : arena_strndup(r->run->arena, buf_text(&text), text.len);
  if (!e && !copy)
    e = ERR_NOMEM;
  if (!e)
    /* The tree points into the copy, which lives as long as the run. */
    e = config_tree_read(r->run->arena, *names, copy, text.len, out, &problem);
  buf_free(&text);
  if (e == ERR_NOMEM)
    return e;
  if (e) {
    char *message = arena_printf(r->run->arena,
        "%s: the engine's usual addresses are assumed for the old site",
        problem.message[0] ? problem.message : why);
    r->run->report(
        r->run->context, IMPORT_WARNING, path, problem.line, message ? message : why);
    *out = NULL;
  }
  return OK;
}

/* The path of a URL without the slash at its end: "/blog" of "https://x.org/blog/". */
static const char *import_engine_path_of(struct import_run *run, const char *url) {
  const char *host = url ? strstr(url, "://") : NULL;
  const char *path = host ? strchr(host + 3, '/') : url;
  size_t n = path ? strlen(path) : 0;
  while (n && path[n - 1] == '/')
    n--;
  return n ? arena_printf(run->arena, "%s%.*s", *path == '/' ? "" : "/", (int)n, path)
           : "";
}

/* Jekyll's "defaults": values for all files in a scope. Only a scope that covers all
 * posts counts. */
static const char *import_engine_default(const struct yaml_node *config) {
  const struct yaml_node *list = config_tree_find(config, "defaults");
  const char *found = NULL;
  if (!list || list->kind != YAML_LIST)
    return NULL;
  for (const struct yaml_node *n = list->first; n; n = n->next) {
    const struct yaml_node *scope = config_tree_find(n, "scope");
    const char *path = config_tree_text(scope, "path");
    const char *type = config_tree_text(scope, "type");
    const char *pattern = config_tree_text(config_tree_find(n, "values"), "permalink");
    bool is_for_posts = (!path || !*path || strcmp(path, "_posts") == 0) &&
                        (!type || strncmp(type, "post", 4) == 0);
    if (pattern && is_for_posts)
      found = pattern;
  }
  return found;
}

static enum err import_engine_read_jekyll(
    struct import_engine_reader *r, struct import_engine *out) {
  static const char *const names[] = {
      "_config.yml", "_config.yaml", "_config.toml", NULL};
  struct yaml_node *config;
  enum err e = import_engine_read_first(r, names, &config);
  if (e)
    return e;
  /* Hexo has a file of the same name, but keeps its articles in source/. */
  out->kind = import_engine_has(r->root, "source/_posts") ? IMPORT_ENGINE_HEXO
                                                          : IMPORT_ENGINE_JEKYLL;
  const char *pattern = config_tree_text(config, "permalink");
  if (out->kind == IMPORT_ENGINE_HEXO) {
    out->base = import_engine_path_of(r->run, config_tree_text(config, "root"));
    out->pattern = pattern ? pattern : ":year/:month/:day/:title/";
  } else {
    const struct yaml_node *posts =
        config_tree_find(config_tree_find(config, "collections"), "posts");
    const char *of_posts = config_tree_text(posts, "permalink");
    const char *by_default = import_engine_default(config);
    out->base = import_engine_path_of(r->run, config_tree_text(config, "baseurl"));
    /* The more specific place wins, as in Jekyll. */
    out->pattern = by_default ? by_default
                   : of_posts ? of_posts
                   : pattern  ? pattern
                              : "date";
  }
  return out->base ? OK : ERR_NOMEM;
}

static bool import_engine_is_true(const char *value) {
  return value && strcmp(value, "true") == 0;
}

static enum err import_engine_read_hugo(
    struct import_engine_reader *r, struct import_engine *out) {
  static const char *const names[] = {"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json",
      "config.toml", "config.yaml", "config.yml", "config.json",
      "config/_default/hugo.toml", "config/_default/hugo.yaml",
      "config/_default/hugo.yml", "config/_default/hugo.json",
      "config/_default/config.toml", "config/_default/config.yaml",
      "config/_default/config.yml", "config/_default/config.json", NULL};
  /* In config/_default/, a table can have a file of its own. */
  static const char *const own[] = {"config/_default/permalinks.toml",
      "config/_default/permalinks.yaml", "config/_default/permalinks.yml",
      "config/_default/permalinks.json", NULL};
  struct yaml_node *config, *permalinks;
  enum err e = import_engine_read_first(r, names, &config);
  if (!e)
    e = import_engine_read_first(r, own, &permalinks);
  if (e)
    return e;
  /* Both engines have a config.toml, in which the key of the address differs. */
  const char *url = config_tree_text(config, "base_url");
  out->kind = url ? IMPORT_ENGINE_ZOLA : IMPORT_ENGINE_HUGO;
  out->base =
      import_engine_path_of(r->run, url ? url : config_tree_text(config, "baseURL"));
  out->permalinks = permalinks ? permalinks : config_tree_find(config, "permalinks");
  /* Since Hugo 0.115, patterns are grouped by kinds of pages. */
  const struct yaml_node *of_pages = config_tree_find(out->permalinks, "page");
  if (of_pages && of_pages->kind == YAML_MAP)
    out->permalinks = of_pages;
  const char *language = config_tree_text(config, "defaultContentLanguage");
  out->language = language ? language : "en";
  out->has_language_folder =
      import_engine_is_true(config_tree_text(config, "defaultContentLanguageInSubdir"));
  out->is_ugly = import_engine_is_true(config_tree_text(config, "uglyURLs"));
  return out->base ? OK : ERR_NOMEM;
}

bool import_engine_has_content(const char *folder) {
  static const char *const marks[] = {"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json",
      "config.toml", "config.yaml", "config.yml", "config.json", "config"};
  if (!import_engine_has(folder, "content"))
    return false;
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (import_engine_has(folder, marks[i]))
      return true;
  return false;
}

static bool import_engine_is_astro(const char *folder) {
  static const char *const marks[] = {
      "astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.cjs"};
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (import_engine_has(folder, marks[i]))
      return import_engine_has(folder, "src");
  return false;
}

const char *import_engine_folder(const char *folder) {
  /* The templates of Pelican's themes are HTML files, and Hexo's scaffolds have front
   * matter: both would become public articles. */
  if (import_engine_has_content(folder) ||
      (import_engine_has(folder, "pelicanconf.py") &&
          import_engine_has(folder, "content")))
    return "content";
  if (import_engine_has(folder, "_config.yml") &&
      import_engine_has(folder, "source/_posts"))
    return "source";
  return import_engine_is_astro(folder) ? "src" : NULL;
}

bool import_engine_is_eleventy(const char *folder) {
  static const char *const marks[] = {".eleventy.js", ".eleventy.cjs",
      "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs",
      "eleventy.config.ts"};
  char path[PATH_MAX + 16], why[FILE_WHY];
  struct buf text = {0};
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (import_engine_has(folder, marks[i]))
      return true;
  /* The configuration may have any name, but the package is installed by this one. */
  snprintf(path, sizeof path, "%s/package.json", folder);
  bool found = file_read(path, FILE_NO_FOLLOW, LIMIT_FRONT_MATTER, &text, why) == OK &&
               strstr(buf_text(&text), "@11ty/eleventy");
  buf_free(&text);
  return found;
}

enum err import_engine_read(struct import_run *run, const char *root, bool is_jekylls,
    const struct import_engine **out) {
  struct import_engine_reader r = {run, root};
  bool has_content = import_engine_has_content(root);
  *out = NULL;
  if (!has_content && !is_jekylls)
    return OK;
  struct import_engine *engine = arena_alloc(run->arena, sizeof *engine);
  if (!engine)
    return ERR_NOMEM;
  *engine = (struct import_engine){.base = ""};
  enum err e = has_content ? import_engine_read_hugo(&r, engine)
                           : import_engine_read_jekyll(&r, engine);
  if (!e)
    *out = engine;
  return e;
}
