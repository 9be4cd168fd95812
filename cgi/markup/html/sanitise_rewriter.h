/* How a caller of the sanitiser changes the URLs in an author's text. */
#ifndef MARKUP_HTML_SANITISE_REWRITER_H
#define MARKUP_HTML_SANITISE_REWRITER_H

#include <stdbool.h>

/* `rewrite` receives each link or source that url_classify calls external or relative,
 * with entities decoded, and returns the URL to write instead, owned by the context;
 * NULL drops the attribute. The result is classified again. */
struct sanitise_rewriter {
  const char *(*rewrite)(void *context, const char *url, bool is_image);
  void *context;
};

#endif
