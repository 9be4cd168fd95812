#include "text/sanitise_table.h"

#include <stddef.h>
#include <string.h>

static const struct sanitise_element elements[] = {
    {"a", SANITISE_KEEP, NULL, " href "},
    {"abbr", SANITISE_KEEP, NULL, ""},
    {"audio", SANITISE_KEEP, NULL, " src controls "},
    {"b", SANITISE_KEEP, NULL, ""},
    {"bdi", SANITISE_KEEP, NULL, ""},
    {"bdo", SANITISE_KEEP, NULL, ""},
    {"blockquote", SANITISE_KEEP, NULL, " cite "},
    {"br", SANITISE_VOID, NULL, ""},
    {"button", SANITISE_DROP, NULL, ""},
    {"caption", SANITISE_KEEP, NULL, ""},
    {"center", SANITISE_KEEP, "div", ""},
    {"cite", SANITISE_KEEP, NULL, ""},
    {"code", SANITISE_KEEP, NULL, ""},
    {"dd", SANITISE_KEEP, NULL, ""},
    {"del", SANITISE_KEEP, NULL, " cite datetime "},
    {"details", SANITISE_KEEP, NULL, " open "},
    {"dfn", SANITISE_KEEP, NULL, ""},
    {"div", SANITISE_KEEP, NULL, ""},
    {"dl", SANITISE_KEEP, NULL, ""},
    {"dt", SANITISE_KEEP, NULL, ""},
    {"em", SANITISE_KEEP, NULL, ""},
    {"embed", SANITISE_DROP, NULL, ""},
    {"figcaption", SANITISE_KEEP, NULL, ""},
    {"figure", SANITISE_KEEP, NULL, ""},
    {"h1", SANITISE_KEEP, "h2", ""},
    {"h2", SANITISE_KEEP, NULL, ""},
    {"h3", SANITISE_KEEP, NULL, ""},
    {"h4", SANITISE_KEEP, NULL, ""},
    {"h5", SANITISE_KEEP, NULL, ""},
    {"h6", SANITISE_KEEP, NULL, ""},
    {"head", SANITISE_DROP, NULL, ""},
    {"hr", SANITISE_VOID, NULL, ""},
    {"i", SANITISE_KEEP, NULL, ""},
    {"iframe", SANITISE_LINK, NULL, ""},
    {"img", SANITISE_VOID, NULL, " src alt width height "},
    {"input", SANITISE_CHECKBOX, NULL, ""},
    {"ins", SANITISE_KEEP, NULL, " cite datetime "},
    {"kbd", SANITISE_KEEP, NULL, ""},
    {"li", SANITISE_KEEP, NULL, " value "},
    {"mark", SANITISE_KEEP, NULL, ""},
    {"math", SANITISE_DROP, NULL, ""},
    {"noscript", SANITISE_DROP, NULL, ""},
    {"object", SANITISE_DROP, NULL, ""},
    {"ol", SANITISE_KEEP, NULL, " start reversed "},
    {"p", SANITISE_KEEP, NULL, ""},
    {"pre", SANITISE_KEEP, NULL, ""},
    {"q", SANITISE_KEEP, NULL, " cite "},
    {"rp", SANITISE_KEEP, NULL, ""},
    {"rt", SANITISE_KEEP, NULL, ""},
    {"ruby", SANITISE_KEEP, NULL, ""},
    {"s", SANITISE_KEEP, NULL, ""},
    {"samp", SANITISE_KEEP, NULL, ""},
    {"script", SANITISE_DROP, NULL, ""},
    {"section", SANITISE_KEEP, "div", ""},
    {"select", SANITISE_DROP, NULL, ""},
    {"small", SANITISE_KEEP, NULL, ""},
    {"source", SANITISE_VOID, NULL, " src type "},
    {"span", SANITISE_KEEP, NULL, ""},
    {"strike", SANITISE_KEEP, "s", ""},
    {"strong", SANITISE_KEEP, NULL, ""},
    {"style", SANITISE_DROP, NULL, ""},
    {"sub", SANITISE_KEEP, NULL, ""},
    {"summary", SANITISE_KEEP, NULL, ""},
    {"sup", SANITISE_KEEP, NULL, ""},
    {"svg", SANITISE_DROP, NULL, ""},
    {"table", SANITISE_KEEP, NULL, ""},
    {"tbody", SANITISE_KEEP, NULL, ""},
    {"td", SANITISE_KEEP, NULL, " colspan rowspan "},
    {"template", SANITISE_DROP, NULL, ""},
    {"textarea", SANITISE_DROP, NULL, ""},
    {"tfoot", SANITISE_KEEP, NULL, ""},
    {"th", SANITISE_KEEP, NULL, " colspan rowspan scope "},
    {"thead", SANITISE_KEEP, NULL, ""},
    {"time", SANITISE_KEEP, NULL, " datetime "},
    {"title", SANITISE_DROP, NULL, ""},
    {"tr", SANITISE_KEEP, NULL, ""},
    {"tt", SANITISE_KEEP, "code", ""},
    {"u", SANITISE_KEEP, NULL, ""},
    {"ul", SANITISE_KEEP, NULL, ""},
    {"var", SANITISE_KEEP, NULL, ""},
    {"video", SANITISE_KEEP, NULL, " src controls poster width height "},
};

const struct sanitise_element *sanitise_find(const char *name) {
  static const struct sanitise_element unknown = {"", SANITISE_UNWRAP, NULL, ""};
  size_t low = 0, high = sizeof elements / sizeof elements[0];
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(elements[middle].name, name);
    if (order == 0)
      return &elements[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return &unknown;
}

bool sanitise_is_global(const char *name) {
  static const char *const names[] = {"class", "dir", "id", "lang", "title"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(names[i], name) == 0)
      return true;
  return false;
}
