#include "markup/markdown/template_tag_output.h"

#include <string.h>
#include <strings.h>

#include "markup/markdown/fence_attributes.h"

static void template_tag_output_attribute(
    struct buf *out, const char *name, const char *value) {
  if (!value)
    return;
  buf_printf(out, " %s=\"", name);
  buf_add_html(out, value, strlen(value));
  buf_putc(out, '"');
}

void template_tag_output_figure(struct buf *out, const struct shortcode *c) {
  const char *link = shortcode_get(c, "link"), *alt = shortcode_get(c, "alt");
  const char *title = shortcode_get(c, "title"), *caption = shortcode_get(c, "caption");
  /* The blank lines around it make it a block of HTML for Markdown, which ends with the
   * next blank line. */
  buf_puts(out, "\n\n<figure>");
  if (link) {
    buf_puts(out, "<a");
    template_tag_output_attribute(out, "href", link);
    buf_putc(out, '>');
  }
  buf_puts(out, "<img");
  template_tag_output_attribute(out, "src", shortcode_first(c, "src"));
  template_tag_output_attribute(out, "alt", alt ? alt : "");
  buf_putc(out, '>');
  if (link)
    buf_puts(out, "</a>");
  if (title || caption) {
    buf_puts(out, "<figcaption>");
    if (title)
      buf_add_html(out, title, strlen(title));
    if (title && caption)
      buf_puts(out, ": ");
    if (caption)
      buf_add_html(out, caption, strlen(caption));
    buf_puts(out, "</figcaption>");
  }
  buf_puts(out, "</figure>\n\n");
}

/* What passes this check can stand in HTML or a URL without any escapes. */
static bool template_tag_output_is_word(const char *s) {
  return *s && s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                           "0123456789_-.")] == '\0';
}

/* The words after the language, in the form of fence_attributes.h: Hugo has them in one
 * string, Jekyll as words. */
static void template_tag_output_words(struct buf *out, const struct shortcode *c) {
  bool has_language = shortcode_get(c, "lang") != NULL;
  for (size_t i = 0; i < c->count; i++) {
    const char *key = c->arguments[i].key, *value = c->arguments[i].value;
    if (key ? strcasecmp(key, "lang") == 0 : !has_language) {
      has_language = true;
      continue;
    }
    /* They must not end the line of the fence. */
    if (strpbrk(value, "`\n\"{}"))
      continue;
    if (key)
      buf_printf(out, "%s%s=\"%s\"", out->len ? " " : "", key, value);
    else
      buf_printf(out, "%s%s", out->len ? " " : "", value);
  }
}

static void template_tag_output_html_code(struct buf *out, const char *language,
    const char *words, const char *code, size_t n) {
  struct buf info = {0};
  buf_printf(&info, "%s {%s}", language, words);
  fence_attributes_put(out, buf_text(&info), code, n);
  /* The tag may be followed by text on the same line. */
  if (out->len && out->data[out->len - 1] == '\n')
    out->data[--out->len] = '\0';
  out->failed = out->failed || info.failed;
  buf_free(&info);
}

void template_tag_output_code(struct buf *out, const struct shortcode *c, bool is_html,
    const char *inside, size_t n) {
  const char *language = shortcode_first(c, "lang");
  struct buf words = {0};
  /* A fence has at least three backticks, one more than this. */
  size_t longest = 2, run = 0;
  for (size_t i = 0; i < n; i++) {
    run = inside[i] == '`' ? run + 1 : 0;
    longest = run > longest ? run : longest;
  }
  /* The line end after the opening tag is not part of the code. `n` bounds the text,
   * which does not end there. */
  while (n && *inside == '\n') {
    inside++;
    n--;
  }
  /* In a file of HTML, a Markdown fence would be shown as it is. */
  template_tag_output_words(&words, c);
  if (is_html && template_tag_output_is_word(language)) {
    template_tag_output_html_code(out, language, buf_text(&words), inside, n);
    out->failed = out->failed || words.failed;
    buf_free(&words);
    return;
  }
  buf_puts(out, "\n");
  for (size_t i = 0; i <= longest; i++)
    buf_putc(out, '`');
  /* The language must not end the line of the fence. */
  buf_printf(out, "%.*s", (int)strcspn(language, "`\n "), language);
  if (words.len)
    buf_printf(out, " {%s}", words.data);
  buf_putc(out, '\n');
  out->failed = out->failed || words.failed;
  buf_free(&words);
  buf_add(out, inside, n);
  if (n && inside[n - 1] != '\n')
    buf_putc(out, '\n');
  for (size_t i = 0; i <= longest; i++)
    buf_putc(out, '`');
  buf_puts(out, "\n");
}

bool template_tag_output_embed(struct buf *out, const struct shortcode *c) {
  static const struct {
    const char *name, *head, *key, *between, *second;
  } sites[] = {{"youtube", "https://www.youtube.com/watch?v=", "id", NULL, NULL},
      {"vimeo", "https://vimeo.com/", "id", NULL, NULL},
      {"gist", "https://gist.github.com/", "user", "/", "id"},
      {"tweet", "https://twitter.com/", "user", "/status/", "id"},
      {"x", "https://twitter.com/", "user", "/status/", "id"},
      {"instagram", "https://www.instagram.com/p/", "id", NULL, NULL}};
  for (size_t i = 0; i < sizeof sites / sizeof *sites; i++) {
    if (strcmp(sites[i].name, c->name) != 0)
      continue;
    const char *one = shortcode_first(c, sites[i].key), *named = NULL, *two = "";
    if (sites[i].second) {
      named = shortcode_get(c, sites[i].second);
      two = named ? named : shortcode_at(c, 1);
    }
    /* Anything but plain words could lead to another address than that of the site. */
    if (!template_tag_output_is_word(one) || !two ||
        (sites[i].second && !template_tag_output_is_word(two)))
      break;
    /* Markdown makes a link of a URL in angle brackets. */
    buf_printf(out, "<%s%s%s%s>", sites[i].head, one,
        sites[i].between ? sites[i].between : "", two);
    return true;
  }
  return false;
}

bool template_tag_output_is_picture(const char *src) {
  static const char *const endings[] = {
      ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"};
  size_t n = strcspn(src, "?#");
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    size_t end = strlen(endings[i]);
    if (n > end && strncasecmp(src + n - end, endings[i], end) == 0)
      return true;
  }
  return false;
}

bool template_tag_output_known(struct buf *out, const struct shortcode *c) {
  static const char *const keys[] = {"src", "path", "url", "image"};
  struct shortcode figure = *c;
  if (template_tag_output_embed(out, c))
    return true;
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
    const char *path = shortcode_get(c, keys[i]);
    if (!path || !template_tag_output_is_picture(path))
      continue;
    for (size_t j = 0; j < figure.count; j++)
      if (figure.arguments[j].value == path)
        figure.arguments[j].key = "src";
    template_tag_output_figure(out, &figure);
    return true;
  }
  return false;
}
