/* Every limit on input from outside, in one place. In bytes unless stated otherwise. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
  LIMIT_PATH = 4096,        /* a URL without its query */
  LIMIT_PARAMS = 64 * 1024, /* all CGI variables of one request */
  LIMIT_FIELDS = 32,        /* fields of a form or a query */
  LIMIT_REQUEST_ID = 64,    /* the ID that the web server gives a request */

  /* The query string. A search reads 2,400 bytes (page_search.c), which is 800 Chinese
   * characters; each byte as %XX, that is 7,200. Common web servers accept 8 KiB. */
  LIMIT_QUERY = 8192,

  /* The body of a comment POST. One character of the longest comment can take 12 bytes
   * when percent-encoded; the rest leaves room to tell the author of a longer one so in
   * the form, with the text kept. The web servers of docs/web-servers.md allow slightly
   * more. */
  LIMIT_BODY = 1 << 20,

  /* The arena of one request. Input, raw and decoded, takes about a fiftieth of it; the
   * rest holds the rows of a page, so that 200 comments of maximum length still fit on
   * one. */
  LIMIT_REQUEST_MEMORY = 128 << 20,

  /* An arena in which comments are read and changed one after the other: several times
   * the longest one with its HTML. */
  LIMIT_COMMENT_MEMORY = 4 << 20,

  LIMIT_NAME = 245,           /* characters of a commenter's name, as WordPress */
  LIMIT_EMAIL = 100,          /* characters of an email address, as WordPress */
  LIMIT_EMAIL_BYTES = 254,    /* RFC 5321 section 4.5.3.1.3, less the brackets */
  LIMIT_URL = 200,            /* characters of a commenter's website, as WordPress */
  LIMIT_COMMENT = 65525,      /* characters of a comment, as WordPress */
  LIMIT_CLOSED_MESSAGE = 300, /* characters of the sentence that comments are closed */
  LIMIT_MARKS = 20,           /* combining marks on one base character of a name */
  LIMIT_THREAD_DEPTH = 10,    /* upper bound of the setting comments.max_depth */

  LIMIT_LIVE_UPDATES = 1000,     /* updates of one live post */
  LIMIT_LIVE_BYTES = 8 << 20,    /* text and HTML of all of them together */
  LIMIT_LIVE_UPDATE = 65525,     /* characters of one update, as of a comment */
  LIMIT_LIVE_REFRESH_LEAST = 30, /* below, readers are interrupted all the time */
  LIMIT_LIVE_REFRESH = 86400,    /* most seconds after which a page is loaded again */

  LIMIT_SLUG = 200,               /* bytes of a slug; a path component's limit */
  LIMIT_TITLE = 1000,             /* characters of an article's title */
  LIMIT_TERMS = 100,              /* categories or tags of one article */
  LIMIT_IMPORT_FILE = 16 << 20,   /* one file to import */
  LIMIT_HTML = 16 << 20,          /* HTML rendered from an imported text */
  LIMIT_FRONT_MATTER = 64 * 1024, /* the front matter of one file */
  LIMIT_FRONT_MATTER_DEPTH = 20   /* nesting in front matter and configurations */
};

#endif
