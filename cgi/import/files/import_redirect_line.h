/* Inside import/files only: a line of a list of redirects. */
#ifndef IMPORT_FILES_IMPORT_REDIRECT_LINE_H
#define IMPORT_FILES_IMPORT_REDIRECT_LINE_H

enum import_redirect_kind {
  IMPORT_REDIRECT_NONE,    /* empty, a comment, or the names of CSV columns */
  IMPORT_REDIRECT_TO,      /* from `from` to `to` */
  IMPORT_REDIRECT_GONE,    /* `from` answers 410 */
  IMPORT_REDIRECT_PATTERN, /* "*", ":name" or a regular expression */
  IMPORT_REDIRECT_OTHER,   /* has another effect than a redirect */
  IMPORT_REDIRECT_BAD      /* not two addresses */
};

/* Splits a line, which is modified: two addresses between blanks, commas or tabs, with
 * a status after them as in Netlify's _redirects, or between "Redirect" and them as in
 * Apache's .htaccess. The two point into the line. */
enum import_redirect_kind import_redirect_line(
    char *line, const char **from, const char **to);

#endif
