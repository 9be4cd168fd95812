#include "import/files/import_tags.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "import/common/import_kind.h"
#include "import/common/import_report.h"
#include "import/files/import_engine.h"
#include "import/files/import_link.h"
#include "import/files/import_name.h"
#include "markup/markdown/mdx_tags.h"
#include "markup/markdown/template_tags.h"
#include "markup/markdown/zola_tags.h"

typedef enum err tags_expand(struct arena *a, const char *text, int line,
    const struct template_tags *tags, struct buf *out);

struct expansion {
  struct import_work *work;
  const struct front_matter *matter;
  const char *seen[16]; /* names already noted */
  size_t count;
};

/* The real path of the file that a name stands for, relative to `folder`. */
static const char *import_tags_find_file(
    struct arena *a, const char *folder, const char *name) {
  static const char *const ends[] = {
      "", ".md", ".markdown", ".html", "/index.md", "/_index.md", NULL};
  struct stat st;
  for (size_t i = 0; ends[i]; i++) {
    char *path = arena_printf(a, "%s/%s%s", folder, name, ends[i]);
    /* Names may lead out of the folder: all that is taken from the file found is its
     * key, which must be that of an article. */
    char *real = path ? realpath(path, NULL) : NULL;
    bool found = real && stat(real, &st) == 0 && S_ISREG(st.st_mode);
    const char *copy = found ? arena_strdup(a, real) : NULL;
    free(real);
    if (copy)
      return copy;
  }
  return NULL;
}

static const char *import_tags_address(
    void *context, const char *name, bool is_post, int line) {
  struct import_work *w = ((struct expansion *)context)->work;
  const struct import_file *f = w->file;
  /* Before anything can fail: the article may come later in this import, and then this
   * file is read again. */
  w->has_relatives = true;
  w->file->has_links = true;
  if (!f->path || strlen(name) > 1000)
    return NULL;
  size_t n = (size_t)(strrchr(f->path, '/') - f->path);
  /* Hugo looks next to the file first, and then below content/; Jekyll knows the name
   * of a file in _posts only. A name with a slash at its beginning starts at the
   * top. */
  const char *folders[] = {arena_strndup(w->arena, f->path, n), f->root,
      arena_printf(w->arena, "%s/%s", f->root, is_post ? "_posts" : "content")};
  const char *file = NULL;
  for (size_t i = *name == '/'; !file && i < 3; i++)
    if (folders[i])
      file = import_tags_find_file(w->arena, folders[i], name);
  if (!file && !f->known)
    import_report_note(w, line, "no article \"%.100s\" to link to", name);
  /* import_link_article() returns its third argument, here "", if the file has become
   * no article yet. */
  const char *found = file ? import_link_article(w, file, "") : "";
  return *found ? found : NULL;
}

static void import_tags_unknown(void *context, const char *name, bool stays, int line) {
  struct expansion *e = context;
  /* A shortcode of a theme may stand in each paragraph; one note for each name is
   * enough. */
  for (size_t i = 0; i < e->count; i++)
    if (strcmp(e->seen[i], name) == 0)
      return;
  if (e->count == sizeof e->seen / sizeof *e->seen)
    return;
  e->seen[e->count++] = name;
  import_report_note(e->work, line,
      stays ? "the tag \"%.60s\" is kept as text" : "the tag \"%.60s\" is removed",
      name);
}

/* Jekyll's variables of the page, whose values the front matter gives. */
static const char *import_tags_variable(void *context, const char *name) {
  const struct expansion *e = context;
  const struct {
    const char *name, *value;
  } variables[] = {{"page.title", e->matter->title},
      {"page.description", e->matter->excerpt}, {"page.excerpt", e->matter->excerpt},
      {"page.summary", e->matter->excerpt}, {"page.author", e->matter->author},
      {"page.date", e->matter->date}, {"page.image", e->matter->image},
      {"page.lang", e->matter->lang},
      {"site.title", e->work->run->site->settings.title},
      {"site.description", e->work->run->site->settings.tagline}};
  for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++)
    if (strcmp(variables[i].name, name) == 0)
      return variables[i].value;
  return NULL;
}

enum err import_tags(struct import_work *w, const struct front_matter *matter,
    const char **body, int line, bool is_html) {
  struct expansion e = {.work = w, .matter = matter};
  const struct template_tags tags = {.context = &e,
      .address = import_tags_address,
      .unknown = import_tags_unknown,
      .variable = import_tags_variable,
      /* In other folders, double braces are text: articles about template languages are
       * full of them. */
      .is_liquid = w->file->is_liquid,
      .is_html = is_html};
  struct buf out = {.most = LIMIT_HTML};
  bool is_mdx = w->file->path && import_kind_is_mdx(w->file->path);
  /* Most texts have no tags, and keep their place in the file, by which lines are
   * found. */
  if (!is_mdx && !template_tags_are_in(*body))
    return OK;
  bool is_zolas = w->file->engine && w->file->engine->kind == IMPORT_ENGINE_ZOLA;
  tags_expand *expand = is_mdx                 ? mdx_tags_expand
                        : is_zolas && !is_html ? zola_tags_expand
                                               : template_tags_expand;
  enum err result = expand(w->arena, *body, line, &tags, &out);
  if (!result && !(*body = arena_strdup(w->arena, buf_text(&out))))
    result = ERR_NOMEM;
  buf_free(&out);
  return result;
}
