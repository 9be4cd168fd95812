/* What can be imported. This list is the only one: the enum, --format, the recogniser,
 * --list-formats, help, man page and completion come from it, and a test compares it
 * with docs/import.md.
 *
 * X(ID, NAME, MEANING): NAME is typed after --format=; MEANING says what a file of the
 * format is, without a full stop. */
#ifndef IMPORT_COMMON_IMPORT_FORMATS_LIST_H
#define IMPORT_COMMON_IMPORT_FORMATS_LIST_H

/* clang-format off */
#define IMPORT_FORMATS(X)                                                              \
  X(MARKDOWN, "markdown",                                                              \
      "Markdown files with front matter, and folders of Hugo, Jekyll and others")      \
  X(HTML, "html", "HTML files, and the exports of Medium and Substack")                \
  X(WXR, "wxr", "Export file of WordPress, with comments")                             \
  X(GHOST, "ghost", "Export of Ghost (JSON)")                                          \
  X(BLOGGER, "blogger", "Export of Blogger, or its feed.atom from Google Takeout")     \
  X(MOVABLE_TYPE, "movabletype", "Export of Movable Type or TypePad (text)")           \
  X(DISQUS, "disqus", "Comments exported from Disqus, or for it (XML)")                           \
  X(ISSO, "isso", "Comments in the database of Isso (SQLite)")                         \
  X(REMARK42, "remark42", "Comments in a backup of Remark42 (JSON lines)")             \
  X(COMMENTO, "commento", "Comments exported from Commento or Comentario (JSON)")
/* clang-format on */

/* "|NAME" for the choices of an option. */
#define IMPORT_FORMAT_CHOICE(id, name, meaning) "|" name
#define IMPORT_FORMAT_ID(id, name, meaning) IMPORT_##id,

#endif
