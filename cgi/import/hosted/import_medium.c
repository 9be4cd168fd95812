/* Medium exports each post as a document with microformats: the title and the subtitle
 * in the head of an <article>, the text in the middle, and author, date and address in
 * its footer. The text repeats the title, and begins with a rule. */
#include "import/hosted/import_medium.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/percent.h"
#include "import/common/import_report.h"
#include "import/hosted/import_hosted_post.h"
#include "import/hosted/import_medium_body.h"
#include "markup/html/html_query.h"

/* MOST_TRIED: files of a folder that are read to recognise it. */
enum { MOST_TAGS = 32, MOST_TRIED = 20 };

struct import_medium {
  struct import_work *work;
  struct html_tree tree;
  const GumboNode *content;
  struct import_hosted_post post;
  const char *tags[MOST_TAGS];
  const char *id; /* the end of the file's name */
  bool has_subtitle;
};

bool import_medium_is_post(const char *text) {
  /* A file with front matter is one of another engine, whatever follows. */
  return text[strspn(text, "\xef\xbb\xbf \t\r\n")] == '<' &&
         strstr(text, "data-field=\"body\"") && strstr(text, "e-content") &&
         strstr(text, "p-name") && strstr(text, "https://medium.com");
}

static bool import_medium_is_html(const char *name) {
  const char *dot = strrchr(name, '.');
  return dot && strcasecmp(dot, ".html") == 0;
}

static bool import_medium_has_posts(const char *folder) {
  char path[PATH_MAX + 300], why[FILE_WHY];
  struct buf text = {0};
  struct dirent *entry;
  bool found = false;
  snprintf(path, sizeof path, "%s/posts", folder);
  DIR *posts = opendir(path);
  for (int i = 0; posts && !found && i < MOST_TRIED && (entry = readdir(posts));) {
    if (!import_medium_is_html(entry->d_name))
      continue;
    i++;
    buf_clear(&text);
    snprintf(path, sizeof path, "%s/posts/%s", folder, entry->d_name);
    found = file_read(path, FILE_NO_FOLLOW, LIMIT_IMPORT_FILE, &text, why) == OK &&
            import_medium_is_post(buf_text(&text));
  }
  if (posts)
    closedir(posts);
  buf_free(&text);
  return found;
}

bool import_medium_is_export(const char *folder) {
  static const char *const others[] = {"blocks", "bookmarks", "claps", "highlights",
      "interests", "ips", "lists", "partner-program", "profile", "pubs-following",
      "sessions", "topics-following", "twitter", "users-following"};
  char path[PATH_MAX + 32];
  size_t found = 0;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, others[i]);
    found += access(path, F_OK) == 0;
  }
  /* An account may have no posts, but three such folders in one place are no
   * coincidence. */
  return found >= 3 || import_medium_has_posts(folder);
}

/* Reads "2018-03-12_Low-tide-1a2b3c4d5e6f.html" and "draft_Low-tide-1a2b3c4d5e6f.html":
 * the name between date and ID, which may be empty. */
static enum err import_medium_read_name(struct import_medium *m) {
  static const char hex[] = "0123456789abcdef";
  const char *name = strrchr(m->work->file->path, '/') + 1, *dot = strrchr(name, '.');
  size_t n = dot ? (size_t)(dot - name) : strlen(name), id = n;
  const char *bar = memchr(name, '_', n);
  m->post.is_draft = strncmp(name, "draft_", 6) == 0;
  if (bar &&
      (m->post.is_draft || strspn(name, "0123456789-") == (size_t)(bar - name))) {
    n -= (size_t)(bar + 1 - name);
    name = bar + 1;
    id = n;
  }
  while (id && strchr(hex, name[id - 1]))
    id--;
  /* Shorter ones are words such as "cafe". */
  if (n - id < 8 || (id && name[id - 1] != '-'))
    id = n;
  m->id = arena_strndup(m->work->arena, name + id, n - id);
  char *words = arena_strndup(m->work->arena, name, id);
  if (!m->id || !words)
    return ERR_NOMEM;
  /* Of a title without ASCII letters only dashes are left. */
  m->post.name = words[strspn(words, "-_")] ? words : NULL;
  return OK;
}

/* An <a>: author, tags and the address. */
static enum err import_medium_read_link(struct import_medium *m, const GumboNode *a) {
  struct arena *arena = m->work->arena;
  if (html_query_has_class(a, "p-author") && !m->post.author)
    return html_query_text_of(arena, &m->tree, a, &m->post.author);
  if (html_query_has_class(a, "p-tag") && m->post.tag_count < MOST_TAGS) {
    enum err e = html_query_text_of(arena, &m->tree, a, &m->tags[m->post.tag_count]);
    m->post.tag_count += m->tags[m->post.tag_count] != NULL;
    return e;
  }
  const char *href = html_attribute(a, "href");
  if (!html_query_has_class(a, "p-canonical") || !href)
    return OK;
  m->post.url = arena_strndup(arena, href, strcspn(href, "?#"));
  return m->post.url ? OK : ERR_NOMEM;
}

static enum err import_medium_read_element(
    struct import_medium *m, const GumboNode *node, const char *name) {
  struct arena *a = m->work->arena;
  const char *field = html_attribute(node, "data-field");
  if (strcmp(name, "h1") == 0 && !m->post.title)
    return html_query_text_of(a, &m->tree, node, &m->post.title);
  if (field && strcmp(field, "subtitle") == 0) {
    m->has_subtitle = true;
    return html_query_text_of(a, &m->tree, node, &m->post.excerpt);
  }
  if (strcmp(name, "time") == 0 && html_query_has_class(node, "dt-published")) {
    const char *date = html_attribute(node, "datetime");
    m->post.date = date ? arena_strdup(a, date) : NULL;
    return date && !m->post.date ? ERR_NOMEM : OK;
  }
  return strcmp(name, "a") == 0 ? import_medium_read_link(m, node) : OK;
}

/* Reads everything around the text, and finds the text. */
static enum err import_medium_read(struct import_medium *m) {
  struct html_walk walk;
  const GumboNode *node;
  enum html_step step;
  enum err e = OK;
  char name[HTML_NAME];
  html_walk_start(&walk, &m->tree, m->tree.root);
  while (!e && (step = html_walk_next(&walk, &node)) != HTML_END) {
    if (step != HTML_ENTER)
      continue;
    html_name(node, name);
    if (strcmp(name, "section") == 0 && html_query_has_class(node, "e-content")) {
      m->content = m->content ? m->content : node;
      /* A text may show such markup itself. */
      html_walk_skip(&walk);
    } else {
      e = import_medium_read_element(m, node, name);
    }
  }
  return e ? e : walk.failed ? ERR_NOMEM : OK;
}

/* Decides what the address is good for: it ends with the ID, unless the story was
 * imported into Medium, when it is that of another site. */
static enum err import_medium_fit_address(struct import_medium *m) {
  const char *last = m->post.url ? strrchr(m->post.url, '/') : NULL;
  size_t n = last ? strlen(++last) : 0, k = strlen(m->id);
  if (!last || !k || n < k || strcmp(last + n - k, m->id) != 0) {
    m->post.url = NULL;
    return OK;
  }
  /* In the name of the file, letters that are not ASCII became dashes. */
  if (n <= k + 1 || (m->post.name && !strchr(last, '%')))
    return OK;
  const char *words = arena_strndup(m->work->arena, last, n - k - 1);
  m->post.name = words ? percent_decode(m->work->arena, words) : NULL;
  return m->post.name ? OK : ERR_NOMEM;
}

static enum err import_medium_take(struct import_medium *m, const char *text) {
  struct import_medium_body body = {.title = m->post.title};
  enum err e = import_medium_read(m);
  body.title = m->post.title;
  if (!e)
    e = import_medium_fit_address(m);
  if (!e && m->content)
    e = import_medium_body_read(
        m->work->arena, &m->tree, text, strlen(text), m->content, &body);
  if (e)
    return e;
  m->post.body = body.html ? body.html : "";
  m->post.title = body.title;
  m->post.is_draft |= !m->post.date && !m->post.url;
  /* Medium takes the title of a response from its first words. So it does for a story
   * without one: the author decides. */
  if (!m->post.is_draft && !m->has_subtitle && body.begins_with_title) {
    m->post.is_draft = true;
    import_report_note(m->work, 0,
        "has no title of its own, as responses to other people's stories: it is kept as"
        " a draft; \"pamphlet post publish\" makes it public");
  }
  if (body.lost)
    import_report_note(m->work, 0,
        "the export lacks what was embedded in the text at %d place%s", body.lost,
        body.lost == 1 ? "" : "s");
  return OK;
}

enum err import_medium_convert(struct import_work *w, char **text, size_t *size) {
  struct import_medium m = {.work = w};
  enum err e = import_medium_read_name(&m);
  if (!e)
    e = html_parse(*text, *size, HTML_DOCUMENT, &m.tree);
  /* The date of the name has been read, and a draft stays one. */
  if (e == ERR_INVALID) {
    m.post.body = *text;
    return import_hosted_post_write(w, &m.post, text, size);
  }
  if (e)
    return e;
  e = import_medium_take(&m, *text);
  html_free(&m.tree);
  if (!m.post.name)
    m.post.name = m.post.title ? m.post.title : m.id;
  m.post.tags = m.tags;
  return e ? e : import_hosted_post_write(w, &m.post, text, size);
}
