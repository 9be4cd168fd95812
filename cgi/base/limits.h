/* Every limit on what comes in from outside, in one place. Bytes unless said. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
  LIMIT_PATH = 4096,        /* an address without its query */
  LIMIT_QUERY = 8192,       /* the query string */
  LIMIT_PARAMS = 64 * 1024, /* all CGI variables of a request together */
  LIMIT_FIELDS = 32,        /* fields of a form or a query */

  /* A comment POST. A letter of the longest comment may be 12 bytes, percent-encoded;
   * the rest is so that one somewhat too long is told so in the form, with its text.
   * The web servers of docs/web-servers.md let a little more through. */
  LIMIT_BODY = 1 << 20,

  /* Arena of one request. What comes in, as sent and decoded, takes a fiftieth of it;
   * the rest is for the rows of a page, so that 200 comments of full length are still
   * one. */
  LIMIT_REQUEST_MEMORY = 128 << 20,

  LIMIT_NAME = 245,        /* characters of a commenter's name, as WordPress */
  LIMIT_EMAIL = 100,       /* characters of an e-mail address, as WordPress */
  LIMIT_EMAIL_BYTES = 254, /* RFC 5321 section 4.5.3.1.3, less the brackets */
  LIMIT_URL = 200,         /* characters of a commenter's address, as WordPress */
  LIMIT_COMMENT = 65525,   /* characters of a comment, as WordPress */
  LIMIT_MARKS = 20,        /* combining marks on one base in a name */
  LIMIT_THREAD_DEPTH = 10, /* deepest comments.max_depth a site may set */

  LIMIT_SLUG = 200,               /* bytes of a slug; a path component's limit */
  LIMIT_TITLE = 1000,             /* characters of an article's title */
  LIMIT_TERMS = 100,              /* categories or tags of one article */
  LIMIT_IMPORT_FILE = 16 << 20,   /* one file to import */
  LIMIT_HTML = 16 << 20,          /* what a text to import may become */
  LIMIT_FRONT_MATTER = 64 * 1024, /* the front matter of one file */
  LIMIT_FRONT_MATTER_DEPTH = 8    /* nesting in front matter */
};

#endif
