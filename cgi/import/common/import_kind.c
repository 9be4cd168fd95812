#include "import/common/import_kind.h"

#include <string.h>
#include <strings.h>

static bool import_kind_has_ending(
    const char *name, const char *const *endings, size_t count) {
  const char *ending = strrchr(name, '.');
  for (size_t i = 0; ending && i < count; i++)
    if (strcasecmp(endings[i], ending) == 0)
      return true;
  return false;
}

bool import_kind_is_article(const char *name) {
  static const char *const endings[] = {".md", ".markdown", ".mkd", ".mkdn", ".mkdown",
      ".mdown", ".mdx", ".html", ".htm"};
  return import_kind_has_ending(name, endings, sizeof endings / sizeof *endings);
}

bool import_kind_is_mdx(const char *name) {
  static const char *const endings[] = {".mdx"};
  return import_kind_has_ending(name, endings, 1);
}

/* Formats that browsers show by themselves. Everything else in a folder, such as
 * scripts or archives, is not for the site's readers. */
bool import_kind_is_media(const char *name) {
  static const char *const endings[] = {".png", ".jpg", ".jpeg", ".gif", ".webp",
      ".avif", ".svg", ".mp3", ".ogg", ".mp4", ".webm", ".pdf"};
  return import_kind_has_ending(name, endings, sizeof endings / sizeof *endings);
}

bool import_kind_is_unknown_text(const char *name) {
  static const char *const endings[] = {
      ".textile", ".rst", ".org", ".adoc", ".asciidoc", ".creole", ".rdoc", ".ipynb"};
  return import_kind_has_ending(name, endings, sizeof endings / sizeof *endings);
}

bool import_kind_is_of_pandoc(const char *name) {
  static const char *const endings[] = {
      ".textile", ".rst", ".org", ".creole", ".ipynb"};
  return import_kind_has_ending(name, endings, sizeof endings / sizeof *endings);
}

bool import_kind_is_data(const char *name) {
  static const char *const endings[] = {".yml", ".yaml", ".json"};
  return import_kind_has_ending(name, endings, sizeof endings / sizeof *endings);
}
