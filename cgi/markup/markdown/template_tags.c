/* Templates cannot be run here: they are programs, and those of a theme are not part of
 * the text. What can be expanded are the tags that the engines themselves define. The
 * text is searched once, from front to back; what a tag becomes is not searched again,
 * so that {% raw %} shows tags and no expansion can grow without end. Every search that
 * could run to the end of the text is bounded (shortcode_end) or remembered
 * (`missing`), which keeps the whole linear. */
#include "markup/markdown/template_tags.h"

#include <string.h>

#include "markup/markdown/shortcode.h"
#include "markup/markdown/template_tag_output.h"

/* The three ways to write a tag. */
static const struct form {
  const char *open, *close, *end; /* `end`: prefix of the name of a closing tag */
} forms[] = {{"{{<", ">}}", "/"}, {"{{%", "%}}", "/"}, {"{%", "%}", "end"}};

struct writer {
  struct arena *arena;
  const struct template_tags *tags;
  struct buf *out;
  const char *counted; /* lines are counted up to here */
  int line;
  int at; /* line of the current tag */
  bool fenced;
  const char *missing[8]; /* names without another closing tag */
  size_t missing_count;
};

/* Writes a tag. Returns false to leave it as it is. */
typedef bool put_tag(
    struct writer *w, const struct shortcode *c, const char *inside, size_t n);

static int template_tags_line_at(struct writer *w, const char *s) {
  /* Tags are read from the first to the last, so that counting on is enough. */
  for (; w->counted < s; w->counted++)
    w->line += *w->counted == '\n';
  return w->line;
}

static bool template_tags_put_figure(
    struct writer *w, const struct shortcode *c, const char *inside, size_t n) {
  (void)inside;
  (void)n;
  template_tag_output_figure(w->out, c);
  return true;
}

static bool template_tags_put_code(
    struct writer *w, const struct shortcode *c, const char *inside, size_t n) {
  template_tag_output_code(w->out, c, w->tags->is_html, inside, n);
  return true;
}

static bool template_tags_put_embed(
    struct writer *w, const struct shortcode *c, const char *inside, size_t n) {
  (void)inside;
  (void)n;
  return template_tag_output_embed(w->out, c);
}

static bool template_tags_put_raw(
    struct writer *w, const struct shortcode *c, const char *inside, size_t n) {
  (void)c;
  buf_add(w->out, inside, n);
  return true;
}

/* Jekyll's {% comment %}: a remark of the author that readers must not see. */
static bool template_tags_put_nothing(
    struct writer *w, const struct shortcode *c, const char *inside, size_t n) {
  (void)w;
  (void)c;
  (void)inside;
  (void)n;
  return true;
}

static bool template_tags_put_address(
    struct writer *w, const struct shortcode *c, const char *inside, size_t n) {
  const char *file = shortcode_first(c, "path");
  /* The fragment is not part of the file's name and follows the new address. */
  size_t part = strcspn(file, "#");
  char *alone = arena_strndup(w->arena, file, part);
  const char *found = alone && *alone ? w->tags->address(w->tags->context, alone,
                                            strcmp(c->name, "post_url") == 0, w->at)
                                      : NULL;
  (void)inside;
  (void)n;
  buf_puts(w->out, found ? found : part ? file : "");
  if (found || !part)
    buf_puts(w->out, file + part);
  return true;
}

static const struct known {
  const char *name;
  bool is_jekyll, has_end;
  bool in_code; /* fences do not protect it */
  put_tag *put;
} known[] = {
    {"figure", false, false, false, template_tags_put_figure},
    {"highlight", false, true, false, template_tags_put_code},
    {"youtube", false, false, false, template_tags_put_embed},
    {"vimeo", false, false, false, template_tags_put_embed},
    {"gist", false, false, false, template_tags_put_embed},
    {"tweet", false, false, false, template_tags_put_embed},
    {"x", false, false, false, template_tags_put_embed},
    {"instagram", false, false, false, template_tags_put_embed},
    {"ref", false, false, false, template_tags_put_address},
    {"relref", false, false, false, template_tags_put_address},
    {"highlight", true, true, false, template_tags_put_code},
    {"raw", true, true, true, template_tags_put_raw},
    {"comment", true, true, true, template_tags_put_nothing},
    {"post_url", true, false, false, template_tags_put_address},
    {"link", true, false, false, template_tags_put_address},
};

static bool template_tags_is_missing(const struct writer *w, const char *name) {
  for (size_t i = 0; i < w->missing_count; i++)
    if (strcmp(w->missing[i], name) == 0)
      return true;
  return false;
}

/* Finds the closing tag of `name` after `s`; *after becomes the position after it.
 * Returns NULL if there is none, and remembers that, so that each name is searched to
 * the end only once. */
static const char *template_tags_find_end(struct writer *w, const struct form *f,
    const char *name, const char *s, const char **after) {
  /* A name can be followed by more, as in "endhighlight -": only its beginning is
   * compared. */
  size_t open = strlen(f->open), n = strlen(name), end = strlen(f->end);
  for (const char *at = s;
       !template_tags_is_missing(w, name) && (at = strstr(at, f->open)) != NULL;
       at += open) {
    const char *word = at + open;
    /* A dash in the mark removes white space around it, which does not matter here. */
    word += *word == '-';
    word += strspn(word, " ");
    if (strncmp(word, f->end, end) != 0)
      continue;
    word += end;
    word += strspn(word, " ");
    if (strncmp(word, name, n) != 0)
      continue;
    size_t rest = shortcode_end(word, f->close);
    if (rest == (size_t)-1)
      continue;
    *after = word + rest + strlen(f->close);
    return at;
  }
  /* If the array is full, a name is searched for again, which is only slower. */
  if (w->missing_count < sizeof w->missing / sizeof *w->missing)
    w->missing[w->missing_count++] = name;
  return NULL;
}

/* Writes a tag that is meant to be shown, whose `n` bytes at `inside` are wrapped in
 * comment marks, without the marks. */
static bool template_tags_put_escaped(
    struct writer *w, const struct form *f, const char *inside, size_t n) {
  if (n < 4 || strncmp(inside, "/*", 2) != 0 || strncmp(inside + n - 2, "*/", 2) != 0)
    return false;
  buf_puts(w->out, f->open);
  buf_add(w->out, inside + 2, n - 4);
  buf_puts(w->out, f->close);
  return true;
}

/* A tag of a theme or plugin. One that names a picture shows it; any other is removed,
 * so that readers see neither it nor an error, and reported. Closing tags are reported
 * together with the opening ones. */
static bool template_tags_put_unknown(
    struct writer *w, const struct form *f, const struct shortcode *c, const char *s) {
  bool is_jekyll = f == &forms[2];
  /* Braces with a percent sign mean nothing in particular where Jekyll is not used. */
  bool is_named = c->name[strspn(c->name, "/._-")] != '\0';
  bool stays = !is_named || w->fenced || (is_jekyll && !w->tags->is_liquid);
  bool closes = *c->name == '/' || (is_jekyll && strncmp(c->name, "end", 3) == 0);
  const char *src = shortcode_get(c, "src");
  if (!stays && !is_jekyll && src && template_tag_output_is_picture(src))
    return template_tags_put_figure(w, c, "", 0);
  if (is_named && !w->fenced && !closes)
    w->tags->unknown(w->tags->context, c->name, stays, template_tags_line_at(w, s));
  return !stays;
}

/* Processes the tag at `s`. Returns the number of bytes consumed; 0 leaves it as it
 * is. */
static size_t template_tags_put_at(
    struct writer *w, const struct form *f, const char *s) {
  struct shortcode c;
  const char *inside = s + strlen(f->open);
  bool is_jekyll = f == &forms[2];
  size_t n = shortcode_end(inside, f->close);
  if (n == (size_t)-1)
    return 0;
  /* Jekyll has no such marks. */
  if (!is_jekyll && template_tags_put_escaped(w, f, inside, n))
    return strlen(f->open) + n + strlen(f->close);
  const char *name = inside + (*inside == '-');
  size_t length = n - (size_t)(name - inside);
  if (length && name[length - 1] == '-')
    length--;
  inside += n + strlen(f->close);
  if (!shortcode_read(w->arena, name, length, &c))
    return 0;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    const struct known *k = &known[i];
    if (k->is_jekyll != is_jekyll || strcmp(k->name, c.name) != 0)
      continue;
    /* In a fence, tags are shown as they are, but the marks of {% raw %} go, and so do
     * comments. */
    if (w->fenced && !k->in_code)
      return 0;
    const char *after = inside;
    w->at = template_tags_line_at(w, s);
    const char *end =
        k->has_end ? template_tags_find_end(w, f, k->name, inside, &after) : inside;
    if (end && k->put(w, &c, inside, (size_t)(end - inside)))
      return (size_t)(after - s);
    /* The name is known, but the tag cannot be converted: it is reported like an
     * unknown one. */
    break;
  }
  return template_tags_put_unknown(w, f, &c, s) ? (size_t)(inside - s) : 0;
}

/* The value of a Liquid expression, without its filters: a text in quotes, or a
 * variable. NULL if it is not known. */
static const char *template_tags_evaluate(struct writer *w, char *words) {
  char quote = *words;
  if (quote == '"' || quote == '\'') {
    char *end = strchr(words + 1, quote);
    return end ? arena_strndup(w->arena, words + 1, (size_t)(end - words - 1)) : NULL;
  }
  words[strcspn(words, " |")] = '\0';
  /* Addresses on this site begin with a slash, so both variables become nothing. */
  if (strcmp(words, "site.url") == 0 || strcmp(words, "site.baseurl") == 0)
    return "";
  return w->tags->variable ? w->tags->variable(w->tags->context, words) : NULL;
}

/* Processes the Liquid expression at `s`, as `put` does. */
static size_t template_tags_put_expression(struct writer *w, const char *s) {
  size_t n = shortcode_end(s + 2, "}}");
  if (n == (size_t)-1 || w->fenced)
    return 0;
  /* Dashes remove white space around the expression, which does not matter here. */
  const char *name = s + 2, *end = name + n;
  name += *name == '-' && name < end;
  end -= end > name && end[-1] == '-';
  while (name < end && *name == ' ')
    name++;
  while (end > name && end[-1] == ' ')
    end--;
  char *words = name < end ? arena_strndup(w->arena, name, (size_t)(end - name)) : NULL;
  if (!words)
    return 0;
  const char *value = template_tags_evaluate(w, words);
  if (value) {
    buf_puts(w->out, value);
    return n + 4;
  }
  const char *whole = arena_printf(w->arena, "{{ %s }}", words);
  w->tags->unknown(
      w->tags->context, whole ? whole : words, false, template_tags_line_at(w, s));
  return n + 4;
}

bool template_tags_are_in(const char *text) {
  return strstr(text, "{{") || strstr(text, "{%");
}

enum err template_tags_expand(struct arena *a, const char *text, int line,
    const struct template_tags *tags, struct buf *out) {
  struct writer w = {
      .arena = a, .tags = tags, .out = out, .counted = text, .line = line};
  bool begins = true;
  for (const char *start = text; *text && !out->failed;) {
    size_t done = 0;
    /* Of "{{{", only the first two braces can begin a tag. */
    bool inner = text > start && text[-1] == '{';
    const char *mark = begins ? text + strspn(text, " ") : "";
    /* A fence closes with the same characters, so that each one changes the state.
     * Other fences inside it are rare. */
    if (strncmp(mark, "```", 3) == 0 || strncmp(mark, "~~~", 3) == 0)
      w.fenced = !w.fenced;
    bool is_liquid = w.tags->is_liquid;
    if (is_liquid && !inner && strncmp(text, "{{", 2) == 0)
      done = template_tags_put_expression(&w, text);
    /* In a text of Jekyll, "{{<" is no tag of Hugo: the first two forms are left
     * out. */
    for (size_t i = is_liquid ? 2 : 0;
         !done && !inner && *text == '{' && i < sizeof forms / sizeof *forms; i++)
      if (strncmp(text, forms[i].open, strlen(forms[i].open)) == 0)
        done = template_tags_put_at(&w, &forms[i], text);
    begins = *text == '\n';
    if (done) {
      text += done;
    } else {
      size_t plain = *text == '\n' || *text == '{' ? 1 : strcspn(text, "\n{");
      buf_add(out, text, plain);
      text += plain;
    }
  }
  return buf_status(out);
}
