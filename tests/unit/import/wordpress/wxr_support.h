/* Small WordPress exports for the tests of this folder. */
#ifndef TESTS_IMPORT_WORDPRESS_WXR_SUPPORT_H
#define TESTS_IMPORT_WORDPRESS_WXR_SUPPORT_H

#include "support_import.h"

#define HEAD                                                                           \
  "<?xml version=\"1.0\"?><rss xmlns:wp=\"http://wordpress.org/export/1.2/\" "         \
  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "                                     \
  "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "                        \
  "xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\"><channel>"               \
  "<wp:wxr_version>1.2</wp:wxr_version>"                                               \
  "<wp:base_blog_url>http://old.example</wp:base_blog_url>\n"
#define TAIL "</channel></rss>"
#define ITEM(id, title, more)                                                          \
  "<item><title>" title "</title><guid>http://old.example/?p=" #id "</guid>"           \
  "<link>http://old.example/old/" #id "/</link><wp:post_id>" #id "</wp:post_id>"       \
  "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"                    \
  "<wp:post_date_gmt>2020-05-04 10:00:00</wp:post_date_gmt>" more "</item>\n"

/* Imports an export file with these items; the caller frees done->text. */
static inline void wxr_import(
    struct blog *b, const char *xml, struct support_import *done) {
  char path[600], *folder = support_import_folder("export.xml", xml);
  snprintf(path, sizeof path, "%s/export.xml", folder);
  assert_err(support_import(b, path, NULL, done), OK);
  free(folder);
}

#endif
