/* From the text of one file to the input of publishing. Most files were written for
 * another engine, so only front matter that cannot be parsed, text that is not UTF-8
 * and markup over the limits cost the article: everything else becomes a note, and what
 * might have hidden the article makes it a draft. Texts with `strict` are the
 * exception, because the author who has just written one can correct it.
 *
 * The order of the steps is fixed in import_article_read(). Each step works on the body
 * that the one before it left, and the status is decided last, by what was not
 * understood. */
#include "import/files/import_article.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/date_text.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "db/model/article_slug.h"
#include "import/common/import_report.h"
#include "import/files/import_corrections.h"
#include "import/files/import_dialect.h"
#include "import/files/import_eleventy.h"
#include "import/files/import_former.h"
#include "import/files/import_jekyll.h"
#include "import/files/import_link.h"
#include "import/files/import_name.h"
#include "import/files/import_pelican.h"
#include "import/files/import_render.h"
#include "import/files/import_tags.h"
#include "import/files/import_text.h"
#include "import/files/import_translation.h"
#include "import/files/import_vault.h"
#include "markup/html/html_document.h"
#include "markup/markdown/markdown.h"
#include "markup/names/author_name.h"
#include "markup/names/url.h"

int64_t import_article_time(const struct import_file *f) {
  struct stat st;
  int64_t t;
  /* Standard input has no path, and its time is now. The product is checked because a
   * damaged file system can report a time that does not fit into microseconds. */
  if (!f->path || stat(f->path, &st) != 0 ||
      __builtin_mul_overflow(st.st_mtim.tv_sec, CLOCK_SECOND, &t))
    return clock_now();
  return t;
}

/* The date of the file's name, or else of the file. Where readers see it (`is_shown`),
 * a missing one is reported: for all files together, because often a whole blog has
 * none. */
static int64_t import_article_file_date(struct import_work *w, bool is_shown) {
  const struct import_file *f = w->file;
  int64_t date;
  enum import_name_date found = import_name_date(f, &date);
  if (found == IMPORT_NAME_DATE)
    return date;
  if (found == IMPORT_NAME_IMPOSSIBLE && is_shown)
    import_report_note(w, 0,
        "the date in its name does not exist: the time of the file is used instead");
  /* import_batch_report() counts these only once the article is saved, so the flag is
   * all that is set here. */
  w->is_undated = found == IMPORT_NAME_NO_DATE && is_shown && f->path && !f->known;
  return import_article_time(f);
}

/* Sets the dates, which front_matter_read has checked. */
static enum err import_article_take_dates(
    struct import_work *w, const struct front_matter *m, struct article_input *d) {
  int64_t from = 0;
  enum err e = OK;
  if (m->date)
    e = date_text_read(m->date, &d->published_at);
  else
    d->published_at = import_article_file_date(
        w, d->type == ARTICLE_POST && d->status != ARTICLE_DRAFT);
  /* Hugo shows nothing before its publishDate, regardless of the date. */
  if (!e && m->publish_date)
    e = date_text_read(m->publish_date, &from);
  /* The later of the two dates wins. */
  if (!e && m->publish_date && from > d->published_at)
    d->published_at = from;
  /* A file that does not say when it was updated was not: the day of the import would
   * mark a whole blog as changed. */
  d->updated_at = d->published_at;
  if (!e && m->updated)
    e = date_text_read(m->updated, &d->updated_at);
  if (!e && m->expires)
    e = date_text_read(m->expires, &d->expires_at);
  return e;
}

/* Sets type and status, which front_matter_read has checked, and the parent page. */
static enum err import_article_take_words(struct import_work *w,
    const struct front_matter *m, struct article_input *d, struct parse_problem *p) {
  /* Hugo's "_index.md" introduces a section and has no date of its own, which makes it
   * a page here. */
  d->type = import_name_is_section(w->file) || import_jekyll_is_page(w->file) ||
                    import_pelican_is_page(w->file)
                ? ARTICLE_PAGE
                : ARTICLE_POST;
  /* In Hugo and Jekyll, a file is public unless it says otherwise. */
  d->status = ARTICLE_PUBLISH;
  /* The words come from front_matter_read(), which accepts only those that are found
   * here. */
  if ((m->type && !article_type_find(m->type, &d->type)) ||
      (m->status && !article_status_find(m->status, &d->status)))
    return ERR_INTERNAL;
  /* Jekyll keeps drafts in this folder, without any status in the file. */
  if (!m->status && w->file->path && strstr(w->file->path, "/_drafts/"))
    d->status = ARTICLE_DRAFT;
  if (!m->parent)
    return OK;
  /* front_matter_read() cannot check this: the type may come from the name of the
   * file. */
  if (d->type == ARTICLE_POST && w->file->strict)
    return parse_problem_set(p, m->line.parent,
        "\"parent\" is for pages only: add \"type: page\" or remove it");
  if (d->type == ARTICLE_POST || w->file->is_orphan) {
    import_report_note(w, m->line.parent,
        d->type == ARTICLE_POST
            ? "\"parent\" is ignored: it is for pages (\"type: page\")"
            : "its parent page \"%.60s\" does not exist: it becomes a top-level page",
        m->parent);
    return OK;
  }
  enum err e = article_slug_find_page(w->run->site->db, m->parent, &d->parent_id);
  /* The parent may be in a file that is imported later in this run: the caller tries
   * again. The name goes into the arena of the run, because that of this work is freed
   * before the next try. */
  if (e == ERR_NOT_FOUND) {
    w->file->parent = arena_strdup(w->run->arena, m->parent);
    w->file->parent_line = m->line.parent;
  }
  return e;
}

/* Keeps the name without an email address. */
static enum err import_article_take_author(
    struct import_work *w, const struct front_matter *m, struct article_input *d) {
  d->author = m->author;
  enum err e = m->author ? author_name_read(w->arena, m->author, &d->author) : OK;
  /* author_name_read() returns the pointer it was given unless it had to remove
   * something. */
  if (!e && d->author != m->author)
    import_report_note(w, m->line.author,
        "the author's email address is ignored: the name is \"%.100s\"", d->author);
  return e;
}

static enum err import_article_take(struct import_work *w, const struct front_matter *m,
    struct article_input *d, struct parse_problem *p) {
  /* First of all, because the defaults below depend on the type. */
  enum err e = import_article_take_words(w, m, d, p);
  if (!e)
    e = import_article_take_author(w, m, d);
  if (e)
    return e;
  d->slug = m->slug;
  d->wanted_id = m->article_id;
  d->title = m->title;
  d->excerpt = m->excerpt;
  d->lang = m->lang;
  d->menu_order = m->menu_order;
  d->in_menu = m->in_menu && d->type == ARTICLE_PAGE;
  if (m->in_menu && !d->in_menu)
    import_report_note(
        w, m->line.in_menu, "\"menu\" is ignored: it is for pages (\"type: page\")");
  d->sticky = m->sticky;
  /* Comments are open on posts and closed on pages unless the file says otherwise. */
  d->comments_open = m->comments < 0 ? d->type == ARTICLE_POST : m->comments == 1;
  d->comments_key = m->comments < 0    ? ARTICLE_COMMENTS_UNSAID
                    : d->comments_open ? ARTICLE_COMMENTS_OPEN
                                       : ARTICLE_COMMENTS_CLOSED;
  d->categories = m->categories;
  d->tags = m->tags;
  d->term_slugs = m->term_slugs;
  d->aliases = m->aliases;
  e = import_translation_take(w, m, d);
  if (!e)
    e = import_corrections_take(w, m, d, p);
  if (e)
    return e;
  d->line = m->line;
  /* Only an export of this program, which also has the ID, names the permalink that the
   * article should get. */
  d->permalink = m->article_id ? m->permalink : NULL;
  e = import_article_take_dates(w, m, d);
  if (!e)
    e = import_former_slug(w, m, &d->slug_name);
  /* Last, because an old address may consist of title, date and slug. */
  return e ? e : import_former_add(w, m, d);
}

/* Fills in what the front matter lacks from the head of an HTML file. */
static enum err import_article_take_head(
    struct import_work *w, const char **body, struct front_matter *m) {
  struct arena *a = w->arena;
  struct html_document head = {0};
  int64_t ignored;
  /* The title given is passed on, so that a heading that repeats it can be left out of
   * the body. */
  enum err e = html_document_read(a, *body, strlen(*body), m->title, &head);
  /* Without a head that can be read, import_render shows the whole text as it is. */
  if (e == ERR_INVALID && !w->file->strict && !w->file->known)
    return OK;
  if (e)
    return e;
  *body = head.body;
  m->title = m->title ? m->title : head.title;
  m->lang = m->lang ? m->lang : head.lang;
  m->excerpt = m->excerpt ? m->excerpt : head.description;
  m->author = m->author ? m->author : head.author;
  /* Pages of unknown origin have dates in any form: one that cannot be read is left out
   * without an error. */
  if (!m->date && head.date && date_text_read(head.date, &ignored) == OK)
    m->date = head.date;
  return OK;
}

/* Derives what it can for a file without front matter, at least from its name. *body
 * becomes the part that remains to be shown. */
static enum err import_article_take_content(struct import_work *w,
    struct front_matter *m, const char **body, struct parse_problem *p) {
  size_t rest = 0;
  if (import_render_is_html(w->file)) {
    /* The head of a converted file is its front matter. */
    enum err e = w->is_converted ? OK : import_article_take_head(w, body, m);
    if (e)
      return e;
    /* An article of this site keeps its heading, because its title is empty on
     * purpose. */
  } else if (!m->title && !w->file->known && !m->article_id) {
    char *title = NULL;
    enum err e = markdown_take_heading(w->arena, *body, &title, &rest);
    if (e)
      return e;
    m->title = title;
    *body += rest;
  }
  if (m->title && !utf8_is_blank(m->title))
    return OK;
  /* An export writes no title for an article without one. Making one up here would
   * change the article each time it is exported and imported. */
  if (w->file->known || m->article_id) {
    m->title = "";
    return OK;
  }
  /* Empty files are common: the index of a Jekyll site often contains only a layout. */
  if (utf8_is_blank(*body)) {
    w->is_left_out = !w->file->strict && w->file->path;
    return parse_problem_set(
        p, 0, "%shas neither title nor text", w->is_left_out ? "is skipped: it " : "");
  }
  /* Text from standard input has no name to make a title from. */
  if (!w->file->path)
    return parse_problem_set(
        p, 0, "has no title: add \"title: ...\" between two lines \"---\"");
  return import_name_title(w, &m->title);
}

/* True, with a note, for a picture that should be next to the file or in its site but
 * is not. The files of an article being edited may be gone. */
static bool import_article_is_missing(
    struct import_work *w, const char *image, int line) {
  bool is_local = *image == '/' ? image[1] != '/' : url_classify(image) == URL_RELATIVE;
  if (!is_local || !w->file->path || w->file->known || import_link_own_media(w, image))
    return false;
  /* import_link() may report the same picture itself. The last note tells whether it
   * did. */
  const struct import_note *before = w->last_note;
  /* import_link() returns the very pointer it was given if it replaces nothing, so that
   * comparing the pointers is enough. */
  if (import_link(w, image, true) != image)
    return false;
  if (w->last_note == before)
    import_report_note(w, line, "picture not found: %s", image);
  return true;
}

/* Adds a picture above the text unless the text shows it anyway. */
static enum err import_article_put_image(
    struct import_work *w, const struct front_matter *m, const char **body) {
  /* These characters would end the attribute or the target in the text below. A path
   * with them is left out. */
  if (!m->image || strpbrk(m->image, "<>\"\n") || strstr(*body, m->image) ||
      import_article_is_missing(w, m->image, m->line.image))
    return OK;
  *body = arena_printf(w->arena,
      import_render_is_html(w->file) ? "<figure><img src=\"%s\" alt=\"\"></figure>\n%s"
                                     : "![](<%s>)\n\n%s",
      m->image, *body);
  return *body ? OK : ERR_NOMEM;
}

static int import_article_line_of(const char *text, const char *at) {
  int line = 1;
  /* The line is found by position, so `at` must point into `text`: this works only as
   * long as no step has replaced the body by a copy. */
  for (; text < at; text++)
    line += *text == '\n';
  return line;
}

/* Reports what was not understood in the front matter. What may have meant that readers
 * must not see the article makes it a draft. In the text of an existing article, each
 * is an error that its author, who has just written it, can correct. */
static enum err import_article_report_notes(struct import_work *w,
    const struct front_matter *m, struct article_input *d, struct parse_problem *p) {
  if (w->file->strict && m->notes)
    return parse_problem_set(p, m->notes->line, "%s", m->notes->text);
  for (const struct front_matter_note *n = m->notes; n; n = n->next) {
    if (!n->hides) {
      import_report_note(w, n->line, "%s", n->text);
      continue;
    }
    import_report_error(w, n->line, "%s: the article is kept as a draft", n->text);
    d->status = ARTICLE_DRAFT;
  }
  for (size_t i = 0; i < m->unknown.count; i++)
    import_report_note(
        w, m->unknown.lines[i], "\"%.60s\" is ignored", m->unknown.items[i]);
  return OK;
}

enum err import_article_read(struct import_work *w, char *text, size_t size,
    struct article_input *out, struct parse_problem *problem) {
  struct front_matter m = {0};
  struct article_input d = {0};
  /* The mark would otherwise be the first character of the text and hide the fence of
   * the front matter. */
  size_t bom = size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  text += bom;
  size -= bom;
  enum err e = import_text_check(w, text, &size, bom, problem);
  w->text = e ? NULL : text;
  if (!e)
    e = front_matter_read(w->arena, text, size, &m, problem);
  /* Before anything is taken from the text, such as the title from its heading. */
  if (!e && !import_render_is_html(w->file) && !m.article_id &&
      !(w->text = text = import_vault_hide(w, text, m.body)))
    e = ERR_NOMEM;
  if (!e)
    /* Before the article is filled in, which takes the lists of terms as they are. */
    e = import_jekyll_terms(w, &m);
  if (!e)
    e = import_pelican_terms(w, &m);
  if (!e)
    import_eleventy_take(w, &m);
  const char *whole = text + m.body;
  /* In HTML, tags are expanded before the head is read, so that they are expanded there
   * as well. */
  if (!e && import_render_is_html(w->file) && w->file->is_liquid)
    e = import_tags(w, &m, &whole, import_article_line_of(text, whole), true);
  const char *body = whole;
  if (!e)
    e = import_article_take_content(w, &m, &body, problem);
  if (!e)
    e = import_article_take(w, &m, &d, problem);
  /* In Markdown, only the part that remains is expanded, after the heading was taken
   * from it. */
  if (!e && !import_render_is_html(w->file))
    e = import_tags(w, &m, &body, import_article_line_of(text, body), false);
  int first = import_article_line_of(text, whole);
  /* After the tags: what they are replaced by is Markdown as well. */
  if (!e && !import_render_is_html(w->file))
    e = import_dialect_body(w, &m, first, &body, problem);
  if (!e)
    e = import_article_put_image(w, &m, &body);
  /* A picture put above the text belongs to what is shown, so the source must contain
   * it as well. */
  d.source = !m.image && import_render_is_html(w->file) ? whole : body;
  if (!e)
    /* Rendering also fills in w->has_relatives and the list of pictures, from which the
     * caller computes the hash of the file. */
    e = import_render(w, body, &d);
  if (!e)
    /* Last, so that no step sets the status again after it became that of a draft. */
    e = import_article_report_notes(w, &m, &d, problem);
  if (e)
    return e;
  /* Text on standard input is meant to be an article; a file may be a README that was
   * picked up with its folder. */
  if (!m.is_there && !import_render_is_html(w->file) && w->file->path)
    import_report_note(w, 0, "has no front matter");
  *out = d;
  return OK;
}
