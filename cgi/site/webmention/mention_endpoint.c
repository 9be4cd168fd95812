#include "site/webmention/mention_endpoint.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "markup/html/html_tree.h"

/* One of the words that `rel` consists of. */
static bool mention_endpoint_is_rel(const char *rel, size_t n) {
  static const char word[] = "webmention";
  static const char spaces[] = " \t\n\f\r";
  for (size_t i = 0; i < n;) {
    size_t skip = strspn(rel + i, spaces);
    i += skip;
    size_t length = strcspn(rel + i, spaces);
    length = length < n - i ? length : n - i;
    if (i < n && length == strlen(word) && strncasecmp(rel + i, word, length) == 0)
      return true;
    i += length ? length : 1;
  }
  return false;
}

/* Whether the parameters of a link, from `s` up to `end`, have that relation. Quotes
 * are optional (RFC 8288 section 3). */
static bool mention_endpoint_has_rel(const char *s, const char *end) {
  for (; s < end; s++) {
    if (strncasecmp(s, "rel=", 4) != 0)
      continue;
    s += 4;
    bool quoted = *s == '"';
    s += quoted;
    size_t n = strcspn(s, quoted ? "\"" : ";,\n ");
    return mention_endpoint_is_rel(s, n);
  }
  return false;
}

/* The target of the first such link in the headers: "<URL>; rel=...", separated by
 * commas. A comma inside <> belongs to the URL. */
static const char *mention_endpoint_in_headers(struct arena *a, const char *s) {
  while ((s = strchr(s, '<')) != NULL) {
    const char *close = strchr(s, '>');
    if (!close)
      return NULL;
    const char *end = close;
    for (bool quoted = false; *end && (quoted || (*end != ',' && *end != '\n')); end++)
      quoted ^= *end == '"';
    if (mention_endpoint_has_rel(close, end))
      return arena_strndup(a, s + 1, (size_t)(close - s - 1));
    s = end;
  }
  return NULL;
}

static const char *mention_endpoint_in_element(const GumboNode *node) {
  char name[HTML_NAME];
  html_name(node, name);
  if (strcmp(name, "link") != 0 && strcmp(name, "a") != 0)
    return NULL;
  const char *rel = html_attribute(node, "rel"), *href = html_attribute(node, "href");
  return rel && href && mention_endpoint_is_rel(rel, strlen(rel)) ? href : NULL;
}

static enum err mention_endpoint_in_page(
    struct arena *a, const struct net_fetched *page, const char **out) {
  struct html_tree tree;
  struct html_walk walk;
  const GumboNode *node;
  const char *found = NULL;
  enum err e = html_parse(buf_text(&page->body), page->body.len, HTML_DOCUMENT, &tree);
  if (e)
    return e;
  html_walk_start(&walk, &tree, tree.root);
  for (enum html_step s; !found && (s = html_walk_next(&walk, &node)) != HTML_END;)
    if (s == HTML_ENTER)
      found = mention_endpoint_in_element(node);
  e = walk.failed ? ERR_NOMEM : OK;
  if (!e && found && !(found = arena_strdup(a, found)))
    e = ERR_NOMEM;
  html_free(&tree);
  if (!e)
    *out = found;
  return e;
}

enum err mention_endpoint_find(
    struct arena *a, const struct net_fetched *page, const char **out) {
  struct buf full = {0};
  const char *link = mention_endpoint_in_headers(a, buf_text(&page->links));
  enum err e = link ? OK : mention_endpoint_in_page(a, page, &link);
  if (e || !link) {
    if (!e)
      *out = NULL;
    return e;
  }
  /* An empty link is the page itself. */
  e = net_fetch_resolve(page->url, link, &full);
  const char *copy = e ? NULL : arena_strdup(a, buf_text(&full));
  buf_free(&full);
  if (e == ERR_INVALID) {
    *out = NULL;
    return OK;
  }
  if (e || !copy)
    return e ? e : ERR_NOMEM;
  *out = copy;
  return OK;
}
