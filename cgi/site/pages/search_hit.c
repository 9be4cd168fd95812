#include "site/pages/search_hit.h"

#include <string.h>

#include "db/model/article.h"
#include "db/search/search_index.h"
#include "site/core/article_link.h"
#include "site/pages/article_card.h"
#include "site/pages/snippet.h"

enum {
  SNIPPET_BYTES = 280,
  MOST_SEARCHED = 64 << 10, /* bytes of a text that are searched for words */
  ALWAYS_SEARCHED = 2048,   /* the same when the budget of the page is used up */
  TITLE_BYTES = 8192        /* more than any title has: titles are not cut */
};

static bool search_hit_has_mark(const struct view_marked *m) {
  for (size_t i = 0; i < m->count; i++)
    if (m->pieces[i].marked)
      return true;
  return false;
}

/* Joins the headings, which are lines, into one. */
static enum err search_hit_join_lines(
    struct arena *a, const char *lines, const char **out) {
  struct buf joined = {0};
  for (size_t n; *lines; lines += n + (lines[n] == '\n')) {
    n = strcspn(lines, "\n");
    if (joined.len)
      buf_puts(&joined, " · ");
    buf_add(&joined, lines, n);
  }
  *out = buf_status(&joined) ? NULL : arena_strdup(a, buf_text(&joined));
  buf_free(&joined);
  return *out ? OK : ERR_NOMEM;
}

/* Makes a snippet of a text and pays for it. */
static enum err search_hit_snippet(struct arena *a, const struct snippet_words *q,
    const char *text, size_t most, size_t *budget, struct view_marked *out) {
  size_t read = 0;
  enum err e = snippet_make(a, q, text, most, out, &read);
  *budget -= read < *budget ? read : *budget;
  return e;
}

/* The body first: a passage of text says more than a heading. Headings are shown only
 * if the words are in them and not in what was read of the body. */
static enum err search_hit_fill_text(struct arena *a, const struct snippet_words *q,
    const struct search_text *text, size_t *budget, struct view_marked *out) {
  const char *headings = NULL;
  struct view_marked of_headings;
  enum err e = search_hit_snippet(a, q, text->body, SNIPPET_BYTES, budget, out);
  if (e || search_hit_has_mark(out))
    return e;
  e = search_hit_join_lines(a, text->headings, &headings);
  if (!e)
    e = search_hit_snippet(a, q, headings, SNIPPET_BYTES, budget, &of_headings);
  if (!e && search_hit_has_mark(&of_headings))
    *out = of_headings;
  return e;
}

enum err search_hit_fill(struct site *site, struct arena *a,
    const struct snippet_words *q, int64_t article_id, size_t *budget,
    struct view_hit *out) {
  struct article r;
  struct search_text text;
  size_t most = *budget < MOST_SEARCHED ? *budget : MOST_SEARCHED;
  enum err e = article_by_id(site->db, a, article_id, &r);
  if (!e)
    e = article_card_fill(site, a, &r, &out->article);
  if (!e)
    /* The text of the index, and not the HTML of the article: it has no markup. */
    e = search_index_text(site->db, a, article_id,
        most > ALWAYS_SEARCHED ? most : ALWAYS_SEARCHED, &text);
  if (e)
    return e;
  out->is_page = r.type == ARTICLE_PAGE;
  /* NULL for an article without a title when its date does not fit into memory. */
  const char *title = article_link_text(site, a, &r);
  e = title ? search_hit_snippet(a, q, title, TITLE_BYTES, budget, &out->title)
            : ERR_NOMEM;
  return e ? e : search_hit_fill_text(a, q, &text, budget, &out->text);
}
