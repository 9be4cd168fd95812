/* The encodings that each page is stored in. */
#ifndef PAGECACHE_PAGECACHE_ENCODING_H
#define PAGECACHE_PAGECACHE_ENCODING_H

enum pagecache_encoding {
  PAGECACHE_PLAIN,
  PAGECACHE_GZIP,
  PAGECACHE_BROTLI,
  PAGECACHE_ENCODINGS
};

#endif
