#include "site/mail/reply_text.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "markup/html/html_plain.h"

/* A line with its length, without the line end. */
struct reply_line {
  const char *s;
  size_t n;
};

static bool reply_next(const char **at, struct reply_line *out) {
  if (!**at)
    return false;
  size_t n = strcspn(*at, "\n"), end = n;
  while (end && ((*at)[end - 1] == ' ' || (*at)[end - 1] == '\t'))
    end--;
  *out = (struct reply_line){*at, end};
  *at += n + ((*at)[n] == '\n');
  return true;
}

static bool reply_has(struct reply_line l, const char *part) {
  size_t n = strlen(part);
  for (size_t i = 0; i + n <= l.n; i++)
    if (strncasecmp(l.s + i, part, n) == 0)
      return true;
  return false;
}

static bool reply_begins(struct reply_line l, const char *part) {
  return l.n >= strlen(part) && strncasecmp(l.s, part, strlen(part)) == 0;
}

/* How programs in several languages introduce a quotation: "On Monday, Ada wrote:". */
static const char *const reply_verbs[] = {"wrote", "schrieb", "a écrit", "escribió",
    "ha scritto", "schreef", "escreveu", "skrev", "napisał", "написал", "пише",
    "kirjoitti", "yazdı", "写道", "寫道", "のメール", "님이 작성"};

/* Not strpbrk, which would read on to the end of the mail. */
static bool reply_has_any(struct reply_line l, const char *characters) {
  for (size_t i = 0; i < l.n; i++)
    if (strchr(characters, l.s[i]))
      return true;
  return false;
}

/* A sentence may have such a word as well. What introduces a quotation also names a
 * time or an address, and ends with a colon, which is wider in Chinese. */
static bool reply_is_attribution(struct reply_line l) {
  static const char wide[] = "：";
  size_t n = sizeof wide - 1;
  bool ends =
      l.n && (l.s[l.n - 1] == ':' || (l.n > n && memcmp(l.s + l.n - n, wide, n) == 0));
  for (size_t i = 0; ends && i < sizeof reply_verbs / sizeof reply_verbs[0]; i++)
    if (reply_has(l, reply_verbs[i]))
      return reply_has_any(l, "0123456789@<");
  return false;
}

/* Outlook begins the quoted mail with a ruler, or with its headers: "From:", and
 * "Sent:" or "Date:" in the lines that follow. */
static bool reply_is_outlook(struct reply_line l, const char *rest) {
  static const char *const from[] = {
      "From:", "Von:", "De :", "De:", "Da:", "Van:", "Från:", "Od:", "От:", "*From:*"};
  static const char *const sent[] = {"Sent:", "Date:", "Gesendet:", "Datum:",
      "Envoyé :", "Envoyé:", "Enviado", "Fecha:", "Inviato:", "Verzonden:", "Skickat:",
      "Wysłano:", "Отправлено:", "*Sent:*", "*Date:*"};
  if (reply_begins(l, "-----") && l.n > 10 && l.s[l.n - 1] == '-')
    return true;
  if (l.n >= 20 && strspn(l.s, "_") >= l.n)
    return true;
  bool begins = false;
  for (size_t i = 0; i < sizeof from / sizeof from[0]; i++)
    begins = begins || reply_begins(l, from[i]);
  struct reply_line next;
  for (int k = 0; begins && k < 3 && reply_next(&rest, &next); k++)
    for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++)
      if (reply_begins(next, sent[i]))
        return true;
  return false;
}

/* Whether the next line with something in it is a quotation. */
static bool reply_quotes_next(const char *rest) {
  struct reply_line l;
  while (reply_next(&rest, &l))
    if (l.n)
      return *l.s == '>';
  return false;
}

/* An attribution may be broken into two lines. *both is whether it was. */
static bool reply_is_introduction(struct reply_line l, const char *rest, bool *both) {
  struct reply_line next;
  *both = false;
  if (reply_is_attribution(l))
    return true;
  if (l.n < 10 || !reply_next(&rest, &next) || !next.n)
    return false;
  struct reply_line two = {l.s, (size_t)(next.s - l.s) + next.n};
  /* The first half must look like one as well: a sentence may end with its verb. */
  *both = next.n < 100 && reply_is_attribution(two) && reply_has_any(l, "0123456789");
  return *both;
}

static void reply_cut(const char *text, struct buf *out) {
  struct reply_line l;
  size_t blank = 0, from = out->len;
  for (const char *at = text; reply_next(&at, &l);) {
    bool both = false;
    /* "-- " begins a signature (RFC 3676 section 4.3); its space is often lost. */
    if ((l.n == 2 && memcmp(l.s, "--", 2) == 0) || reply_is_outlook(l, at))
      break;
    if (l.n && *l.s == '>')
      continue;
    if (reply_is_introduction(l, at, &both)) {
      struct reply_line second;
      bool more = !both || reply_next(&at, &second);
      /* Without quotation marks, everything from here on is quoted. */
      if (!more || !reply_quotes_next(at))
        break;
      continue;
    }
    if (!l.n) {
      blank++;
      continue;
    }
    if (out->len > from)
      buf_puts(out, blank ? "\n\n" : "\n");
    blank = 0;
    buf_add(out, l.s, l.n);
  }
}

/* Where the quotation begins in the HTML of common programs. */
static size_t reply_html_end(const char *html) {
  static const char *const marks[] = {"<blockquote", "gmail_quote", "yahoo_quoted",
      "moz-cite-prefix", "divRplyFwdMsg", "appendonsend", "protonmail_quote"};
  size_t end = strlen(html);
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
    const char *found = strcasestr(html, marks[i]);
    if (found && (size_t)(found - html) < end)
      end = (size_t)(found - html);
  }
  /* Not within a tag. */
  while (end < strlen(html) && end && html[end] != '<')
    end--;
  return end;
}

static bool reply_breaks_line(const char *tag) {
  static const char *const names[] = {"<br", "</p", "</div", "</li", "</tr", "</h"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strncasecmp(tag, names[i], strlen(names[i])) == 0)
      return true;
  return false;
}

/* The number of bytes of an element that shows no text, or 0. */
static size_t reply_hidden(const char *html) {
  static const char *const names[] = {"style", "script", "head", "title"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    size_t n = strlen(names[i]);
    if (strncasecmp(html + 1, names[i], n) != 0 ||
        (html[1 + n] != '>' && html[1 + n] != ' '))
      continue;
    for (const char *s = html; (s = strstr(s, "</")) != NULL; s += 2)
      if (strncasecmp(s + 2, names[i], n) == 0)
        return (size_t)(s - html);
    return strlen(html);
  }
  return 0;
}

static enum err reply_html_line(
    struct arena *a, const char *html, size_t n, bool paragraph, struct buf *out) {
  const char *line = NULL, *piece = arena_strndup(a, html, n);
  enum err e = piece ? html_plain(a, piece, &line) : ERR_NOMEM;
  if (!e) {
    buf_puts(out, line);
    buf_puts(out, paragraph ? "\n\n" : "\n");
  }
  arena_reset(a);
  return e;
}

/* One line of text for each line that the HTML shows. */
static enum err reply_html(const char *html, struct buf *out) {
  struct arena *a = arena_new(64 << 20);
  size_t end = reply_html_end(html), from = 0;
  enum err e = a ? OK : ERR_NOMEM;
  for (size_t i = 0; !e && i < end; i++) {
    size_t hidden = html[i] == '<' ? reply_hidden(html + i) : 0;
    if (!hidden && !(html[i] == '<' && reply_breaks_line(html + i)))
      continue;
    e = reply_html_line(
        a, html + from, i - from, strncasecmp(html + i, "</p", 3) == 0, out);
    from = i + hidden;
    i += hidden ? hidden - 1 : 0;
  }
  if (!e && from < end)
    e = reply_html_line(a, html + from, end - from, false, out);
  arena_free(a);
  return e ? e : buf_status(out);
}

enum err reply_text(const char *text, bool is_html, struct buf *out) {
  struct buf plain = {0};
  enum err e = is_html ? reply_html(text, &plain) : OK;
  if (!e)
    reply_cut(is_html ? buf_text(&plain) : text, out);
  buf_free(&plain);
  return e ? e : buf_status(out);
}
