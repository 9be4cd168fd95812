/* What is written must be read back the same, by this program and by any other reader
 * of YAML. Text is quoted unless it is certainly plain: whether a word is a boolean, a
 * number or a date differs between YAML 1.1 and 1.2. Keys are in a fixed order and
 * defaults are left out, so that two exports of the same article are equal and a
 * version control system shows only what has changed. */
#include "markup/frontmatter/front_matter_write.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Words that YAML does not read as text. */
static bool front_matter_write_is_word_of_yaml(const char *s) {
  static const char *const words[] = {
      "true", "false", "yes", "no", "on", "off", "null", "y", "n"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcasecmp(s, words[i]) == 0)
      return true;
  return false;
}

/* Three-byte characters that YAML never accepts unescaped: U+FEFF, U+FFFE, U+FFFF. */
static const char *front_matter_write_escape_of(const char *s) {
  return strncmp(s, "\xef\xbb\xbf", 3) == 0   ? "\\uFEFF"
         : strncmp(s, "\xef\xbf\xbe", 3) == 0 ? "\\uFFFE"
         : strncmp(s, "\xef\xbf\xbf", 3) == 0 ? "\\uFFFF"
                                              : NULL;
}

/* True for text that needs no quotes anywhere. Errs on the side of quoting. */
static bool front_matter_write_is_plain(const char *s) {
  size_t n = strlen(s);
  /* A digit or a sign at the beginning could make it a number, a date or an indicator
   * such as "- ". */
  if (!n || (!isalpha((unsigned char)*s) && (unsigned char)*s < 0x80))
    return false;
  if (front_matter_write_is_word_of_yaml(s) || s[n - 1] == ' ')
    return false;
  for (; *s; s++)
    if ((!isalnum((unsigned char)*s) && (unsigned char)*s < 0x80 &&
            !strchr(" -_/.()!?'+", *s)) ||
        front_matter_write_escape_of(s) || strncmp(s, "\xc2\x85", 2) == 0)
      return false;
  return true;
}

static void front_matter_write_put_text(struct buf *out, const char *s) {
  if (front_matter_write_is_plain(s)) {
    buf_puts(out, s);
    return;
  }
  buf_putc(out, '"');
  for (; *s; s++)
    if (*s == '"' || *s == '\\')
      buf_printf(out, "\\%c", *s);
    else if ((unsigned char)*s < 0x20 || *s == 0x7f)
      buf_printf(out, "\\x%02x", (unsigned)(unsigned char)*s);
    else if (*s == '\xc2' && (unsigned char)s[1] < 0xa0)
      buf_printf(out, "\\x%02x", (unsigned)(unsigned char)*++s);
    else if (front_matter_write_escape_of(s)) {
      buf_puts(out, front_matter_write_escape_of(s));
      s += 2;
    } else
      buf_putc(out, *s);
  buf_putc(out, '"');
}

static void front_matter_write_put_member(
    struct buf *out, const char *key, const char *text) {
  if (!text)
    return;
  buf_printf(out, "%s: ", key);
  front_matter_write_put_text(out, text);
  buf_putc(out, '\n');
}

/* Writes a date without quotes; anything else keeps them. */
static void front_matter_write_put_date(
    struct buf *out, const char *key, const char *text) {
  /* In quotes, other readers of YAML would take it for a text and not for a
   * timestamp. */
  if (text && *text && !text[strspn(text, "0123456789-+:.TZ ")])
    buf_printf(out, "%s: %s\n", key, text);
  else
    front_matter_write_put_member(out, key, text);
}

static void front_matter_write_put_flag(struct buf *out, const char *key, bool flag) {
  buf_printf(out, "%s: %s\n", key, flag ? "true" : "false");
}

static void front_matter_write_put_list(
    struct buf *out, const char *key, const struct front_matter_list *l) {
  if (!l->count)
    return;
  buf_printf(out, "%s: [", key);
  for (size_t i = 0; i < l->count; i++) {
    buf_puts(out, i ? ", " : "");
    front_matter_write_put_text(out, l->items[i]);
  }
  buf_puts(out, "]\n");
}

/* Dates have no quotes, as front_matter_write_put_date says. */
static void front_matter_write_put_corrections(
    struct buf *out, const struct front_matter *m) {
  if (m->correction_count)
    buf_puts(out, "corrections:\n");
  for (size_t i = 0; i < m->correction_count; i++) {
    const struct front_matter_correction *c = &m->corrections[i];
    front_matter_write_put_date(out, "  - date", c->date);
    front_matter_write_put_member(out, "    note", c->note);
    front_matter_write_put_list(out, "    changes", &c->changes);
    if (c->has_changes && !c->changes.count)
      buf_puts(out, "    changes: []\n");
  }
}

void front_matter_write(const struct front_matter *m, struct buf *out) {
  buf_puts(out, "---\n");
  front_matter_write_put_member(out, "title", m->title ? m->title : "");
  front_matter_write_put_date(out, "date", m->date);
  front_matter_write_put_date(out, "updated", m->updated);
  front_matter_write_put_date(out, "expires", m->expires);
  front_matter_write_put_member(out, "type", m->type);
  front_matter_write_put_member(out, "status", m->status);
  front_matter_write_put_member(out, "slug", m->slug);
  front_matter_write_put_member(out, "permalink", m->permalink);
  if (m->article_id)
    buf_printf(out, "article_id: %lld\n", (long long)m->article_id);
  front_matter_write_put_member(out, "parent", m->parent);
  front_matter_write_put_member(out, "author", m->author);
  front_matter_write_put_member(out, "lang", m->lang);
  front_matter_write_put_list(out, "categories", &m->categories);
  front_matter_write_put_list(out, "tags", &m->tags);
  front_matter_write_put_list(out, "term_slugs", &m->term_slugs);
  front_matter_write_put_list(out, "aliases", &m->aliases);
  front_matter_write_put_member(out, "translation_key", m->translation_key);
  front_matter_write_put_list(out, "translations", &m->translations);
  front_matter_write_put_member(out, "excerpt", m->excerpt);
  front_matter_write_put_corrections(out, m);
  if (m->in_menu)
    front_matter_write_put_flag(out, "menu", true);
  if (m->menu_order)
    buf_printf(out, "menu_order: %lld\n", (long long)m->menu_order);
  if (m->sticky)
    front_matter_write_put_flag(out, "sticky", true);
  if (m->line.math)
    front_matter_write_put_flag(out, "math", m->math);
  if (m->comments >= 0)
    front_matter_write_put_flag(out, "comments", m->comments);
  buf_puts(out, "---\n");
}
