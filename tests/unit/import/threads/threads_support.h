/* Exports of comments for the tests of this folder. */
#ifndef TESTS_IMPORT_THREADS_THREADS_SUPPORT_H
#define TESTS_IMPORT_THREADS_THREADS_SUPPORT_H

#include "support_import.h"

/* Imports a file of that text into a blog with the articles "one" and "two", which are
 * at /2026/01/one/ and /2026/01/two/; the caller frees done->text. */
static inline enum err threads_import(
    struct blog *b, const char *name, const char *text, struct support_import *done) {
  char path[600], *folder = support_import_folder(name, text);
  if (support_number(b, "SELECT count(*) FROM article") == 0) {
    struct article_input one = support_article_input("one"),
                         two = support_article_input("two");
    support_save(b, &one);
    support_save(b, &two);
  }
  snprintf(path, sizeof path, "%s/%s", folder, name);
  enum err e = support_import(b, path, NULL, done);
  free(folder);
  return e;
}

#endif
