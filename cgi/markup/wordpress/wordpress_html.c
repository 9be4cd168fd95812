/* A post is a mixture of two formats. Text inside block comments (WordPress 5 and
 * later) is HTML with paragraphs; text outside of them comes from the classic editor
 * and needs autop(). One post may have both, if an old one was edited later. */
#include "markup/wordpress/wordpress_html.h"

#include <stdbool.h>
#include <string.h>

#include "markup/wordpress/autop.h"

/* Nesting of reusable blocks, and their total size: they may include themselves, and
 * each other many times. */
enum { MOST_DEPTH = 4, MOST_REUSED = 4 << 20 };

struct writer {
  struct arena *arena;
  const struct wordpress_media *media;
  struct wordpress_unknown *unknown;
  struct buf *out;
  int blocks; /* number of open blocks */
  int depth;  /* of reusable blocks */
  size_t reused;
  size_t more;
};

/* Text outside blocks was written in the classic editor. */
static void wordpress_html_put_piece(struct writer *w, const char *s, size_t n) {
  struct buf expanded = {.most = w->out->most};
  if (!n || w->out->failed)
    return;
  wordpress_shortcodes(w->arena, s, n, w->media, w->unknown, &expanded);
  if (w->blocks)
    buf_add(w->out, buf_text(&expanded), expanded.len);
  else
    autop(buf_text(&expanded), expanded.len, w->out);
  w->out->failed |= expanded.failed;
  w->out->full |= expanded.full;
  buf_free(&expanded);
}

static bool wordpress_html_begins(const char *s, size_t n, const char *with) {
  size_t m = strlen(with);
  return n >= m && memcmp(s, with, m) == 0;
}

static bool wordpress_html_is_rule(const char *name, size_t n) {
  static const char *const silent[] = {"more", "nextpage", "spacer", "separator"};
  for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
    if (strlen(silent[i]) == n && memcmp(silent[i], name, n) == 0)
      return true;
  return false;
}

/* Reusable blocks contain content again, so the two functions call each other;
 * MOST_DEPTH ends that. */
static void wordpress_html_put_content(struct writer *w, const char *content);

static bool wordpress_html_is_reusable(const char *name, size_t n) {
  return n == 5 && memcmp(name, "block", n) == 0;
}

/* Inserts the reusable block that a mark names by {"ref":7}. Returns false if it names
 * none that exists. */
static bool wordpress_html_put_reusable(struct writer *w, const char *s, size_t n) {
  static const char key[] = "\"ref\":";
  const char *ref = memmem(s, n, key, sizeof key - 1);
  const char *id = ref ? ref + sizeof key - 1 : NULL;
  char *number = id ? arena_strndup(w->arena, id, strspn(id, "0123456789")) : NULL;
  const char *content = number && *number && w->media->block
                            ? w->media->block(w->media->context, number)
                            : NULL;
  size_t length = content ? strlen(content) : 0;
  /* The depth alone would not do: four levels of a block that names the next one a
   * thousand times make 10^12 copies. */
  if (!content || w->depth == MOST_DEPTH || length > MOST_REUSED - w->reused)
    return false;
  int blocks = w->blocks;
  w->reused += length;
  w->blocks = 0;
  w->depth++;
  wordpress_html_put_content(w, content);
  w->depth--;
  w->blocks = blocks;
  return true;
}

/* Processes the inside of a comment, `n` bytes at `s`. */
static void wordpress_html_put_comment(struct writer *w, const char *s, size_t n) {
  while (n && *s == ' ') {
    s++;
    n--;
  }
  while (n && s[n - 1] == ' ')
    n--;
  if (wordpress_html_begins(s, n, "wp:")) {
    size_t name = 0;
    while (3 + name < n && !strchr(" {/\n", s[3 + name]))
      name++;
    /* A comment that ends with "/" is a whole block, which WordPress generates when it
     * is shown. */
    if (s[n - 1] != '/')
      w->blocks++;
    else if (wordpress_html_is_reusable(s + 3, name) &&
             wordpress_html_put_reusable(w, s, n))
      return;
    else if (!wordpress_html_is_rule(s + 3, name)) {
      char *text =
          arena_printf(w->arena, "block %.*s", (int)(name < 60 ? name : 60), s + 3);
      if (text)
        wordpress_unknown_add(w->unknown, w->arena, text);
    }
  } else if (wordpress_html_begins(s, n, "/wp:")) {
    /* A closing mark without an opening one must not make the count negative: the rest
     * of the text would be taken for that of blocks. */
    w->blocks -= w->blocks > 0;
  } else if (wordpress_html_begins(s, n, "more") && !w->more) {
    w->more = w->out->len;
  } else if (wordpress_html_begins(s, n, "nextpage")) {
    buf_puts(w->out, "<hr>\n");
  }
}

/* The marks are found first, and what is between two of them is one piece: a shortcode
 * or a paragraph may contain any other comment, but not a mark. */
static void wordpress_html_put_content(struct writer *w, const char *content) {
  while (*content) {
    const char *mark = content, *end = NULL;
    while ((mark = strstr(mark, "<!--")) != NULL) {
      const char *inside = mark + 4 + strspn(mark + 4, " ");
      if (wordpress_html_begins(inside, strnlen(inside, 16), "wp:") ||
          wordpress_html_begins(inside, strnlen(inside, 16), "/wp:") ||
          wordpress_html_begins(inside, strnlen(inside, 16), "more") ||
          wordpress_html_begins(inside, strnlen(inside, 16), "nextpage"))
        break;
      mark += 4;
    }
    end = mark ? strstr(mark + 4, "-->") : NULL;
    if (!end) {
      wordpress_html_put_piece(w, content, strlen(content));
      break;
    }
    wordpress_html_put_piece(w, content, (size_t)(mark - content));
    wordpress_html_put_comment(w, mark + 4, (size_t)(end - mark) - 4);
    content = end + 3;
  }
}

enum err wordpress_to_html(struct arena *a, const char *content,
    const struct wordpress_media *media, struct wordpress_unknown *unknown,
    struct buf *out, size_t *more) {
  struct writer w = {.arena = a, .media = media, .unknown = unknown, .out = out};
  size_t from = out->len;
  wordpress_html_put_content(&w, content);
  *more = w.more > from ? w.more : 0;
  return buf_status(out);
}
