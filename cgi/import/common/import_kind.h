/* Inside import only: which files become articles and which go to media/. */
#ifndef IMPORT_COMMON_IMPORT_KIND_H
#define IMPORT_COMMON_IMPORT_KIND_H

#include <stdbool.h>

/* True if a file of this name becomes an article; case does not matter. */
bool import_kind_is_article(const char *name);

/* True for the name of a file of Markdown with JavaScript. */
bool import_kind_is_mdx(const char *name);

/* True for texts that other engines render, and that are not imported. */
bool import_kind_is_unknown_text(const char *name);

/* True for those of them that the program pandoc can convert to Markdown. */
bool import_kind_is_of_pandoc(const char *name);

/* True if media/ accepts a file of this name. */
bool import_kind_is_media(const char *name);

/* True for the name of a file of data, YAML or JSON. */
bool import_kind_is_data(const char *name);

#endif
