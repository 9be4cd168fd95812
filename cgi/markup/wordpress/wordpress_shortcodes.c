/* WordPress expands shortcodes each time a page is shown, by code of its plugins; here
 * only its own ones can become HTML, once. Anything else in brackets stays as it is,
 * because brackets are common in sentences, and only what looks much like a shortcode
 * is reported. Arguments are escaped here, and the sanitiser decides afterwards whether
 * the result is allowed. */
#include "markup/wordpress/wordpress_shortcodes.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "markup/markdown/shortcode.h"
#include "markup/wordpress/wordpress_code.h"

/* A closing tag more than MOST_INSIDE bytes away is that of another shortcode. */
enum { MOST_PICTURES = 200, MOST_INSIDE = 2000 };

enum known {
  CAPTION,
  WP_CAPTION,
  GALLERY,
  EMBED,
  AUDIO,
  VIDEO,
  CODE,
  SOURCECODE,
  CC,
  KNOWN
};

static const struct {
  const char *name, *close;
} known[KNOWN] = {
    [CAPTION] = {"caption", "[/caption]"},
    [WP_CAPTION] = {"wp_caption", "[/wp_caption]"},
    [GALLERY] = {"gallery", "[/gallery]"},
    [EMBED] = {"embed", "[/embed]"},
    [AUDIO] = {"audio", "[/audio]"},
    [VIDEO] = {"video", "[/video]"},
    [CODE] = {"code", "[/code]"},
    [SOURCECODE] = {"sourcecode", "[/sourcecode]"},
    [CC] = {"cc", "[/cc]"},
};

struct writer {
  struct arena *arena;
  const struct wordpress_media *media;
  struct wordpress_unknown *unknown;
  struct buf *out;
  const char *stop;
  const char *closes[KNOWN]; /* the next closing tag, once searched for; `stop`: none */
};

void wordpress_unknown_add(
    struct wordpress_unknown *u, struct arena *a, const char *name) {
  for (size_t i = 0; i < u->count; i++)
    if (strcmp(u->names[i], name) == 0)
      return;
  /* If the array is full, further names are not reported. */
  const char *copy = u->count < sizeof u->names / sizeof *u->names
                         ? arena_printf(a, "%.60s", name)
                         : NULL;
  if (copy)
    u->names[u->count++] = copy;
}

static void wordpress_shortcodes_put_attribute(
    struct writer *w, const char *name, const char *value) {
  if (!value || !*value || w->out->failed)
    return;
  buf_printf(w->out, " %s=\"", name);
  buf_add_html(w->out, value, strlen(value));
  buf_putc(w->out, '"');
}

static void wordpress_shortcodes_put_link(struct writer *w, const char *url, size_t n) {
  buf_puts(w->out, "<a href=\"");
  buf_add_html(w->out, url, n);
  buf_puts(w->out, "\">");
  buf_add_html(w->out, url, n);
  buf_puts(w->out, "</a>");
}

static void wordpress_shortcodes_put_picture(
    struct writer *w, struct wordpress_picture picture) {
  const char *alt = picture.alt ? picture.alt : "";
  if (!picture.url)
    return;
  buf_puts(w->out, "<figure><img");
  wordpress_shortcodes_put_attribute(w, "src", picture.url);
  buf_puts(w->out, " alt=\"");
  buf_add_html(w->out, alt, strlen(alt));
  buf_puts(w->out, "\"></figure>\n");
}

/* Length of the picture, with the link around it, at the start of a caption. */
static size_t wordpress_shortcodes_picture_length(const char *s, size_t n) {
  const char *stop = s + n, *image = memmem(s, n, "<img", 4);
  const char *end = image ? memchr(image, '>', (size_t)(stop - image)) : NULL;
  if (!end)
    return 0;
  end++;
  const char *link = end + strspn(end, " \n");
  /* The link around the picture is part of it, and must not begin the caption. */
  if (stop - link >= 4 && memcmp(link, "</a>", 4) == 0)
    end = link + 4;
  return (size_t)(end - s);
}

static void wordpress_shortcodes_put_caption(
    struct writer *w, const struct shortcode *c, const char *inside, size_t n) {
  const char *caption = shortcode_get(c, "caption");
  size_t picture = wordpress_shortcodes_picture_length(inside, n);
  buf_puts(w->out, "\n\n<figure");
  wordpress_shortcodes_put_attribute(w, "class", shortcode_get(c, "align"));
  buf_puts(w->out, ">");
  buf_add(w->out, inside, picture);
  buf_puts(w->out, "<figcaption>");
  /* Old posts give the caption as an argument, newer ones after the picture. It is HTML
   * in both, and only the sanitiser checks it. */
  if (caption)
    buf_puts(w->out, caption);
  buf_add(w->out, inside + picture, n - picture);
  buf_puts(w->out, "</figcaption></figure>\n\n");
}

/* The number of columns, of which the style sheet has 1 to 6. */
static int wordpress_shortcodes_columns(const char *given) {
  enum { DEFAULT = 3, MOST = 6 };
  long n = given ? strtol(given, NULL, 10) : DEFAULT;
  /* WordPress allows up to 9; and 0, which means a row without end. */
  return n <= 0 ? DEFAULT : n > MOST ? MOST : (int)n;
}

static void wordpress_shortcodes_put_pictures(
    struct writer *w, const struct shortcode *c) {
  const char *ids = shortcode_get(c, "ids");
  ids = ids ? ids : shortcode_get(c, "include");
  /* Without a list of IDs, a gallery shows the pictures uploaded to the post. */
  for (size_t i = 0; !ids && i < MOST_PICTURES; i++) {
    struct wordpress_picture picture = w->media->picture(w->media->context, i);
    if (!picture.url)
      break;
    wordpress_shortcodes_put_picture(w, picture);
  }
  /* The limit also bounds how often one picture with a long address may be repeated. */
  for (size_t i = 0; ids && *ids && i < MOST_PICTURES; i++) {
    ids += strspn(ids, " ,");
    size_t n = strspn(ids, "0123456789");
    char *id = arena_strndup(w->arena, ids, n);
    if (!n || !id)
      break;
    wordpress_shortcodes_put_picture(w, w->media->by_id(w->media->context, id));
    ids += n;
  }
}

static void wordpress_shortcodes_put_gallery(
    struct writer *w, const struct shortcode *c) {
  struct buf *out = w->out, pictures = {.most = out->most};
  w->out = &pictures;
  wordpress_shortcodes_put_pictures(w, c);
  w->out = out;
  /* A gallery whose pictures are not in the export leaves no empty frame. */
  if (pictures.len) {
    /* The same elements as those of a gallery block. */
    buf_printf(out, "\n\n<figure class=\"gallery columns-%d\">\n",
        wordpress_shortcodes_columns(shortcode_get(c, "columns")));
    buf_add(out, buf_text(&pictures), pictures.len);
    buf_puts(out, "</figure>\n\n");
  }
  out->failed |= pictures.failed;
  out->full |= pictures.full;
  buf_free(&pictures);
}

/* The file of [audio] or [video]: one of its arguments, or its content. */
static const char *wordpress_shortcodes_source_of(
    struct writer *w, const struct shortcode *c, const char *inside, size_t n) {
  static const char *const keys[] = {
      "src", "mp3", "ogg", "m4a", "wav", "flac", "mp4", "webm", "ogv", "m4v", NULL};
  for (size_t i = 0; keys[i]; i++) {
    const char *url = shortcode_get(c, keys[i]);
    if (url && *url)
      return url;
  }
  const char *at = inside ? memmem(inside, n, "http", 4) : NULL;
  size_t length = at ? strcspn(at, " \"'<>[]\n") : 0;
  /* The search for the end of the address can run beyond the closing tag. */
  if (!at || at + length > inside + n)
    return NULL;
  return arena_strndup(w->arena, at, length);
}

static void wordpress_shortcodes_put_player(struct writer *w, const char *element,
    const struct shortcode *c, const char *inside, size_t n) {
  const char *url = wordpress_shortcodes_source_of(w, c, inside, n);
  if (!url) {
    wordpress_unknown_add(w->unknown, w->arena, c->name);
    return;
  }
  buf_printf(w->out, "\n\n<%s controls", element);
  wordpress_shortcodes_put_attribute(w, "src", url);
  wordpress_shortcodes_put_attribute(w, "poster", shortcode_get(c, "poster"));
  buf_printf(w->out, "></%s>\n\n", element);
}

static void wordpress_shortcodes_put(struct writer *w, enum known which,
    const struct shortcode *c, const char *inside, size_t n) {
  switch (which) {
  case CAPTION:
  case WP_CAPTION:
    wordpress_shortcodes_put_caption(w, c, inside ? inside : "", n);
    break;
  case GALLERY:
    wordpress_shortcodes_put_gallery(w, c);
    break;
  case EMBED:
    buf_puts(w->out, "\n\n<p>");
    while (n && strchr(" \n\t", *inside)) {
      inside++;
      n--;
    }
    while (n && strchr(" \n\t", inside[n - 1]))
      n--;
    if (n)
      wordpress_shortcodes_put_link(w, inside, n);
    buf_puts(w->out, "</p>\n\n");
    break;
  case AUDIO:
    wordpress_shortcodes_put_player(w, "audio", c, inside, n);
    break;
  case VIDEO:
    wordpress_shortcodes_put_player(w, "video", c, inside, n);
    break;
  default:
    wordpress_code_put(w->out, c, inside, n);
    break;
  }
}

static const char *wordpress_shortcodes_find_close(
    struct writer *w, enum known which, const char *from) {
  const char *close = known[which].close;
  /* The position is kept until the text has passed it, so that many opening tags do not
   * search the same text again. */
  if (!w->closes[which] || w->closes[which] < from) {
    const char *found = memmem(from, (size_t)(w->stop - from), close, strlen(close));
    w->closes[which] = found ? found : w->stop;
  }
  return w->closes[which] == w->stop ? NULL : w->closes[which];
}

/* Writes the known shortcode whose tag ends before `inside`. Returns its length with
 * its closing tag. */
static size_t wordpress_shortcodes_put_known(struct writer *w, enum known which,
    const struct shortcode *c, const char *s, const char *inside) {
  const char *close = wordpress_shortcodes_find_close(w, which, inside);
  bool needs =
      which == CAPTION || which == WP_CAPTION || which == EMBED || which >= CODE;
  /* A distant closing tag of a shortcode that needs none belongs to another one. */
  if (close && !needs &&
      (close - inside > MOST_INSIDE ||
          memmem(inside, (size_t)(close - inside), "[", 1) != NULL))
    close = NULL;
  if (needs && !close)
    return 0;
  wordpress_shortcodes_put(w, which, c, inside, close ? (size_t)(close - inside) : 0);
  return (size_t)((close ? close + strlen(known[which].close) : inside) - s);
}

static bool wordpress_shortcodes_looks_foreign(const struct shortcode *c) {
  /* A name with an underscore or a dash is hardly a word of a sentence in brackets. */
  if (strpbrk(c->name, "_-") && !strpbrk(c->name, "."))
    return true;
  /* Nor is one that is followed by "key=value". */
  for (size_t i = 0; i < c->count; i++)
    if (c->arguments[i].key)
      return true;
  return false;
}

/* Processes the '[' at `s`. Returns the number of bytes consumed, 0 if it is text. */
static size_t wordpress_shortcodes_put_bracket(struct writer *w, const char *s) {
  struct shortcode c;
  char first = s[1];
  /* Footnotes such as "[1]" and brackets of sentences are text. */
  if (!((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') ||
          first == '['))
    return 0;
  size_t end = shortcode_end(s + 1, "]");
  if (end == (size_t)-1 || s + end + 2 > w->stop)
    return 0;
  if (first == '[' && s + end + 2 < w->stop && s[end + 2] == ']') {
    /* [[gallery]] shows a shortcode. */
    buf_add(w->out, s + 1, end + 1);
    return end + 3;
  }
  /* An opening bracket inside shows that this one is not closed. */
  if (memchr(s + 1, '[', end) || !shortcode_read(w->arena, s + 1, end, &c))
    return 0;
  for (int i = 0; i < KNOWN; i++)
    if (strcmp(known[i].name, c.name) == 0)
      return wordpress_shortcodes_put_known(w, (enum known)i, &c, s, s + end + 2);
  if (wordpress_shortcodes_looks_foreign(&c))
    wordpress_unknown_add(w->unknown, w->arena, c.name);
  return 0;
}

/* Length of a URL that fills the line at `s`, which WordPress would embed. */
static size_t wordpress_shortcodes_lone_url(const char *s, const char *stop) {
  size_t n = 0;
  if (stop - s < 10 ||
      (strncmp(s, "http://", 7) != 0 && strncmp(s, "https://", 8) != 0))
    return 0;
  while (s + n < stop && !strchr(" \t\n<>\"'", s[n]))
    n++;
  size_t space = n;
  while (s + space < stop && (s[space] == ' ' || s[space] == '\t'))
    space++;
  return s + space < stop && s[space] != '\n' ? 0 : n;
}

void wordpress_shortcodes(struct arena *a, const char *text, size_t n,
    const struct wordpress_media *media, struct wordpress_unknown *unknown,
    struct buf *out) {
  struct writer w = {a, media, unknown, out, text + n, {0}};
  bool line_begins = true;
  for (const char *s = text; s < w.stop && !out->failed;) {
    size_t done = 0;
    /* WordPress would embed such a URL (oEmbed), which needs a request to the other
     * site. A link says the same. */
    if (line_begins && (done = wordpress_shortcodes_lone_url(s, w.stop)) > 0)
      wordpress_shortcodes_put_link(&w, s, done);
    else if (*s == '[')
      done = wordpress_shortcodes_put_bracket(&w, s);
    if (!done) {
      line_begins = *s == '\n';
      buf_putc(out, *s++);
    } else {
      line_begins = false;
      s += done;
    }
  }
}

/* Length of the opening or closing tag of an unknown shortcode at `s`, or 0. */
static size_t wordpress_shortcodes_unknown_length(
    const char *s, const struct wordpress_unknown *unknown) {
  const char *name = s + 1 + (s[1] == '/');
  for (size_t i = 0; i < unknown->count; i++) {
    size_t n = strlen(unknown->names[i]);
    if (strncmp(name, unknown->names[i], n) == 0 && name[n] &&
        /* The whole name must match, not only its beginning. */
        strchr(" \t\n/]", name[n])) {
      size_t end = shortcode_end(name + n, "]");
      return end == (size_t)-1 ? 0 : (size_t)(name + n + end + 1 - s);
    }
  }
  return 0;
}

/* In place in the copy: the result is never longer. */
char *wordpress_without_unknown(
    struct arena *a, const char *html, const struct wordpress_unknown *unknown) {
  char *out = arena_strdup(a, html), *to = out;
  for (const char *s = html; out && *s;) {
    size_t n = *s == '[' ? wordpress_shortcodes_unknown_length(s, unknown) : 0;
    if (n)
      s += n;
    else
      *to++ = *s++;
  }
  if (out)
    *to = '\0';
  return out;
}
