/* A player in a frame would set cookies and report every reader to its host before
 * anything was clicked, and the Content-Security-Policy allows no frames. A link leaves
 * that choice to the reader. */
#include "markup/html/sanitise_embed.h"

#include <string.h>

#include "markup/html/html_tree.h"
#include "markup/html/sanitise_attributes.h"

/* Prefix of a player's URL, and of the page that shows the same video. */
static const char *const sites[][2] = {
    {"www.youtube.com/embed/", "https://www.youtube.com/watch?v="},
    {"youtube.com/embed/", "https://www.youtube.com/watch?v="},
    {"www.youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v="},
    {"player.vimeo.com/video/", "https://vimeo.com/"},
};

static const char id_letters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

bool sanitise_put_embed(
    struct buf *out, const GumboNode *iframe, const char *wrap, bool paragraph) {
  const char *src = html_attribute(iframe, "src");
  const char *title = html_attribute(iframe, "title");
  const char *slashes = src ? strstr(src, "//") : NULL;
  if (!slashes)
    return false;
  for (size_t i = 0; i < sizeof sites / sizeof *sites; i++) {
    size_t n = strlen(sites[i][0]);
    const char *id = slashes + 2 + n;
    /* Compared from the first "//", where the host begins:
     * "https://evil.example/?//player.vimeo.com/" is no address of Vimeo. */
    if (strncmp(slashes + 2, sites[i][0], n) != 0)
      continue;
    /* What is not an ID is never copied into the link, so it needs no escapes. */
    int len = (int)strspn(id, id_letters);
    if (len == 0 || len > 64)
      return false;
    if (paragraph)
      buf_puts(out, "<p class=\"embed\">");
    else if (wrap)
      buf_printf(out, "<%s>", wrap);
    buf_printf(out, "<a href=\"%s%.*s\">", sites[i][1], len, id);
    if (title && *title)
      sanitise_put_text(out, title);
    else
      buf_printf(out, "%s%.*s", sites[i][1], len, id);
    buf_puts(out, "</a>");
    if (paragraph)
      buf_puts(out, "</p>");
    else if (wrap)
      buf_printf(out, "</%s>", wrap);
    return true;
  }
  return false;
}
