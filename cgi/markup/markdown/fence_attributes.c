/* CommonMark calls the line after the fence the info string, and says nothing about it
 * but that its first word is usually the language. So every engine has its own form,
 * and blogs that moved have several. What they share is few words with values; those
 * are looked for, wherever they are. */
#include "markup/markdown/fence_attributes.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_LANGUAGE = 40, MOST_NAME = 24, MOST_MARKED = 500, MOST_LINE = 99999 };

/* What an info string says. */
struct fence {
  char language[MOST_LANGUAGE];
  long first;        /* number of the first line, or -1 */
  struct buf marked; /* "2,5-7" */
  struct buf alt;
};

static bool fence_attributes_is_digit(char c) {
  return c >= '0' && c <= '9';
}

static size_t fence_attributes_word(const char *s) {
  return strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
}

/* Adds the numbers and ranges of a list in any form, as in [2,"5-7"] or 2 5-7. */
static void fence_attributes_mark(struct fence *f, const char *s, const char *end) {
  while (s < end && f->marked.len < MOST_MARKED) {
    char *after;
    if (!fence_attributes_is_digit(*s)) {
      s++;
      continue;
    }
    long from = strtol(s, &after, 10), to = from;
    if (*after == '-' && fence_attributes_is_digit(after[1]))
      to = strtol(after + 1, &after, 10);
    s = after;
    if (from > MOST_LINE || to > MOST_LINE)
      continue;
    if (f->marked.len)
      buf_putc(&f->marked, ',');
    buf_printf(&f->marked, "%ld", from);
    if (to > from)
      buf_printf(&f->marked, "-%ld", to);
  }
}

static bool fence_attributes_is(const char *name, const char *const *list) {
  while (*list && strcasecmp(name, *list) != 0)
    list++;
  return *list != NULL;
}

static void fence_attributes_set(
    struct fence *f, const char *name, const char *value, const char *end) {
  static const char *const numbers[] = {"linenos", "numberlines", "number-lines",
      "showlinenumbers", "line-numbers", "linenumbers", "lineno", NULL};
  static const char *const firsts[] = {"linenostart", "startfrom", "start", "first",
      "firstline", "first-line", "data-start", NULL};
  static const char *const marks[] = {"hl_lines", "mark", "mark_lines", "highlight",
      "data-line", "emphasize-lines", NULL};
  bool is_off = value && (strncmp(value, "false", 5) == 0 || *value == '0');
  if (fence_attributes_is(name, numbers) && !is_off) {
    if (f->first < 0)
      f->first = 1;
    /* showLineNumbers{5}, and startline as the value in some dialects. */
    if (value && fence_attributes_is_digit(*value))
      f->first = strtol(value, NULL, 10);
  } else if (value && fence_attributes_is(name, firsts) &&
             fence_attributes_is_digit(*value)) {
    f->first = strtol(value, NULL, 10);
  } else if (value && fence_attributes_is(name, marks)) {
    fence_attributes_mark(f, value, end);
  } else if (value && strcasecmp(name, "alt") == 0) {
    buf_clear(&f->alt);
    buf_add(&f->alt, value, (size_t)(end - value));
  }
}

/* Reads the value at `s`, quoted, in brackets or neither, and returns what follows. */
static const char *fence_attributes_value(
    const char *s, const char **value, const char **end) {
  char close = *s;
  if (close == '[')
    close = ']';
  if (close == '{')
    close = '}';
  if (close != ']' && close != '}' && close != '"' && close != '\'') {
    *value = s;
    *end = s + strcspn(s, " ,}");
    return *end;
  }
  const char *at = strchr(s + 1, close);
  *value = s + 1;
  *end = at ? at : s + strlen(s);
  return at ? at + 1 : *end;
}

/* Reads the words after the language. */
static void fence_attributes_words(struct fence *f, const char *s) {
  while (*s) {
    size_t n = fence_attributes_word(s);
    char name[MOST_NAME] = "";
    const char *value = NULL, *end = NULL, *word = s;
    if (n < sizeof name)
      memcpy(name, s, n);
    s += n ? n : 1;
    if (n == 0)
      continue;
    if (fence_attributes_is_digit(*word)) {
      fence_attributes_mark(f, word, s);
      continue;
    }
    if (*s == '=' || (*s == '{' && fence_attributes_is_digit(s[1])))
      s = fence_attributes_value(s + (*s == '='), &value, &end);
    /* The first name in Pandoc's braces, ".c", is the language. */
    if (!value && !*f->language && word[-1] == '.' && n < sizeof f->language)
      memcpy(f->language, word, n);
    else if (*name)
      fence_attributes_set(f, name, value, end);
  }
}

static void fence_attributes_read(struct fence *f, const char *info) {
  *f = (struct fence){.first = -1};
  /* "js{1,3}", "rust,ignore" and "python:file.py" name a language as well. */
  size_t n = strcspn(info, " \t{,:");
  /* A colon may also begin the name of a Pandoc class, and R Markdown has "{r}". */
  const char *rest = info + n;
  if (n == 0 && *info == '{' && fence_attributes_word(info + 1)) {
    info++;
    n = fence_attributes_word(info);
    if (info[n] == '}' || info[n] == ' ' || info[n] == ',')
      rest = info + n;
    else
      n = 0;
  }
  if (n < sizeof f->language)
    memcpy(f->language, info, n);
  fence_attributes_words(f, rest);
  if (f->first > MOST_LINE)
    f->first = 1;
}

static void fence_attributes_pair(
    struct buf *out, const char *name, const char *value) {
  if (!*value)
    return;
  buf_printf(out, " %s=\"", name);
  buf_add_html(out, value, strlen(value));
  buf_putc(out, '"');
}

void fence_attributes_put(
    struct buf *out, const char *info, const char *code, size_t n) {
  struct fence f;
  fence_attributes_read(&f, info);
  buf_puts(out, "<pre><code");
  if (*f.language) {
    buf_puts(out, " class=\"language-");
    buf_add_html(out, f.language, strlen(f.language));
    buf_putc(out, '"');
  }
  if (f.first >= 0)
    buf_printf(out, " data-first=\"%ld\"", f.first);
  fence_attributes_pair(out, "data-marked", buf_text(&f.marked));
  fence_attributes_pair(out, "data-alt", buf_text(&f.alt));
  buf_putc(out, '>');
  buf_add_html(out, code, n);
  buf_puts(out, "</code></pre>\n");
  out->failed = out->failed || f.marked.failed || f.alt.failed;
  buf_free(&f.marked);
  buf_free(&f.alt);
}

/* cmark writes the first word only, and as it is, so "js{1}" would be a language. */
static bool fence_attributes_says_more(const char *info) {
  return info && info[strcspn(info, " \t{,:=")];
}

static enum err fence_attributes_replace(cmark_node *node) {
  const char *code = cmark_node_get_literal(node);
  struct buf html = {0};
  fence_attributes_put(&html, cmark_node_get_fence_info(node), code, strlen(code));
  cmark_node *block = cmark_node_new(CMARK_NODE_HTML_BLOCK);
  enum err e = block ? buf_status(&html) : ERR_NOMEM;
  if (!e && cmark_node_set_literal(block, buf_text(&html)) &&
      cmark_node_replace(node, block)) {
    cmark_node_free(node);
    block = NULL;
  } else if (!e) {
    e = ERR_NOMEM;
  }
  buf_free(&html);
  if (block)
    cmark_node_free(block);
  return e;
}

enum err fence_attributes_apply(cmark_node *root) {
  enum err e = OK;
  cmark_iter *iter = cmark_iter_new(root);
  cmark_event_type event = cmark_iter_next(iter);
  while (!e && event != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iter);
    /* A block has no children: the iterator leaves it before it is replaced. */
    event = cmark_iter_next(iter);
    if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK &&
        fence_attributes_says_more(cmark_node_get_fence_info(node)))
      e = fence_attributes_replace(node);
  }
  cmark_iter_free(iter);
  return e;
}
