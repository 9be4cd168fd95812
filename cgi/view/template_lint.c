/* Looks at lines, not at elements: a template is no HTML before it is rendered, and a
 * parser of HTML would misread its marks. */
#include "view/template_lint.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "view/template_mark.h"
#include "view/template_names.h"
#include "view/template_text.h"

/* Above any template that can be loaded. */
enum { TEMPLATE_LINT_MOST = 1 << 20 };

struct lint {
  template_lint_report *report;
  void *context;
  const char *file;
  int line;
};

/* What must not be in a line. Attributes begin with a space, so that "data-style=" is
 * none of them. */
static const struct {
  const char *text, *finding;
} refused[] = {
    {" style=",
        "inline styles are blocked by the Content-Security-Policy: use a class"},
    {"<style",
        "inline styles are blocked by the Content-Security-Policy: use theme.css"},
    {"javascript:", "inline scripts are blocked by the Content-Security-Policy"},
    {" srcdoc=", "srcdoc is not escaped, and blocked by the Content-Security-Policy"},
    {"<iframe", "frames are blocked by the Content-Security-Policy"},
    {"<base", "<base> is blocked by the Content-Security-Policy"},
};

/* ctemplate escapes a variable in these as text, not as an address: "javascript:" would
 * pass. */
static const char *const unchecked[] = {
    " srcset=\"", " formaction=\"", " xlink:href=\"", " ping=\""};

static void template_lint_tell(const struct lint *l, const char *finding) {
  l->report(l->context, l->file, l->line, finding);
}

/* An attribute such as onclick=. */
static bool template_lint_has_handler(const char *line) {
  for (const char *s = line; (s = strcasestr(s, " on")) != NULL; s += 3) {
    size_t n = strspn(s + 3, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (n > 2 && s[3 + n] == '=')
      return true;
  }
  return false;
}

/* A script without an address. JSON-LD is data. */
static bool template_lint_has_script(const char *line) {
  const char *s = strcasestr(line, "<script");
  return s && !strcasestr(s, "src=") && !strcasestr(s, "application/ld+json");
}

/* A style sheet, script or font of another site. Links and pictures may lead there. */
static bool template_lint_loads(const char *line) {
  const char *s = strcasestr(line, "<script");
  if (!s && strcasestr(line, "stylesheet"))
    s = strcasestr(line, "<link");
  return s && (strcasestr(s, "=\"http") || strcasestr(s, "=\"//"));
}

static bool template_lint_is_unchecked(const char *line) {
  for (size_t i = 0; i < sizeof unchecked / sizeof *unchecked; i++) {
    const char *s = strcasestr(line, unchecked[i]);
    if (!s)
      continue;
    s += strlen(unchecked[i]);
    const char *mark = strstr(s, "{{"), *end = strchr(s, '"');
    if (mark && end && mark < end)
      return true;
  }
  return false;
}

static void template_lint_html(const struct lint *l, const char *line) {
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    if (strcasestr(line, refused[i].text))
      template_lint_tell(l, refused[i].finding);
  if (template_lint_has_handler(line) || template_lint_has_script(line))
    template_lint_tell(l, "inline scripts are blocked by the Content-Security-Policy");
  if (template_lint_loads(line))
    template_lint_tell(l, "files of other sites are blocked by the "
                          "Content-Security-Policy: put them into public/");
  if (template_lint_is_unchecked(line))
    template_lint_tell(
        l, "a variable is not checked in this attribute: only href and src are safe");
}

/* The name in a mark, without "#" or "/" and without modifiers; "" for a comment, a
 * message or an include. */
static void template_lint_name(
    const char *mark, const char *end, char out[TEMPLATE_MARK]) {
  const char *s = mark + (*mark == '#' || *mark == '/');
  size_t n = (size_t)(end - s), name = strcspn(s, ":}");
  bool upper = isupper((unsigned char)*s) || *s == '_';
  snprintf(out, TEMPLATE_MARK, "%.*s", upper ? (int)(name < n ? name : n) : 0, s);
}

static void template_lint_marks(const struct lint *l, const char *line) {
  for (const char *s = line; (s = strstr(s, "{{")) != NULL;) {
    const char *end = strstr(s + 2, "}}");
    char name[TEMPLATE_MARK], finding[2 * TEMPLATE_MARK + 60];
    if (!end)
      break;
    template_lint_name(s + 2, end, name);
    /* A section is reported where it begins. */
    if (*name && s[2] != '/' && !template_names_meaning(name)) {
      const char *like = template_names_suggest(name);
      snprintf(finding, sizeof finding, "nothing sets %s%s%s", name,
          like ? "; did you mean " : "", like ? like : "");
      template_lint_tell(l, finding);
    }
    s = end + 2;
  }
}

static void template_lint_text(struct lint *l, const char *name, const char *text) {
  /* No policy applies to mails. */
  bool html = file_name_ends_with(name, ".html") && strncmp(name, "mail", 4) != 0;
  char line[4096];
  for (const char *s = text; *s;) {
    size_t n = strcspn(s, "\n");
    l->line++;
    /* A longer line is looked at in part: the rest has no marks of ours. */
    snprintf(line, sizeof line, "%.*s", (int)n, s);
    template_lint_marks(l, line);
    if (html)
      template_lint_html(l, line);
    s += n + (s[n] == '\n');
  }
}

void template_lint(
    const char *name, const char *text, template_lint_report *report, void *context) {
  struct lint l = {report, context, name, 0};
  template_lint_text(&l, name, text);
}

void template_lint_files(
    const struct overlay *own, template_lint_report *report, void *context) {
  for (size_t i = 0; template_text_name(i); i++) {
    const struct embedded_file *variant = NULL;
    char path[OVERLAY_PATH], why[FILE_WHY];
    struct buf text = {0};
    enum err e = overlay_read(
        own, template_text_name(i), TEMPLATE_LINT_MOST, &text, &variant, path, why);
    struct lint l = {report, context, path, 0};
    if (!e && !variant)
      template_lint_text(&l, template_text_name(i), buf_text(&text));
    buf_free(&text);
  }
}
