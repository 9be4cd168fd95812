/* What other engines export is a part of what WordPress does: posts and pages with
 * their terms, dates, addresses and comments. So the export is written again in the
 * format of WordPress, into a file without a name, and everything that its import knows
 * serves here as well: old addresses, links between posts, pictures in --source-dir,
 * comments, and which posts are there already. */
#include "import/blogs/import_blog.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "import/common/import_format.h"
#include "import/wordpress/import_wxr.h"

int64_t import_blog_number(const void *data, size_t n) {
  enum { BYTES = 6 };
  uint8_t hash[CRYPT_HASH];
  int64_t number = 0;
  crypt_hash(data, n, hash);
  for (int i = 0; i < BYTES; i++)
    number = number << 8 | hash[i];
  return number ? number : 1;
}

static void import_blog_escape(FILE *out, const char *text, int times) {
  for (; *text; text++) {
    const char *escape = *text == '&'   ? "&amp;"
                         : *text == '<' ? "&lt;"
                         : *text == '>' ? "&gt;"
                         : *text == '"' ? "&quot;"
                                        : NULL;
    if (!escape)
      fputc(*text, out);
    else if (times > 1)
      import_blog_escape(out, escape, times - 1);
    else
      fputs(escape, out);
  }
}

/* An element whose text is HTML, or plain text that WordPress would store as HTML. */
static void import_blog_put_html(
    struct import_blog *b, const char *name, const char *html) {
  fprintf(b->out, "<%s>", name);
  import_blog_escape(b->out, html, 1);
  fprintf(b->out, "</%s>", name);
}

static void import_blog_put_plain(
    struct import_blog *b, const char *name, const char *text) {
  fprintf(b->out, "<%s>", name);
  import_blog_escape(b->out, text, 2);
  fprintf(b->out, "</%s>", name);
}

static void import_blog_put_date(
    struct import_blog *b, const char *name, int64_t date) {
  time_t seconds = (time_t)(date / CLOCK_SECOND);
  struct tm tm;
  char text[40] = "";
  if (date > 0 && gmtime_r(&seconds, &tm))
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
  import_blog_put_html(b, name, text);
}

enum err import_blog_begin(struct import_blog *b, struct import_run *run,
    struct import_file *f, const char *origin) {
  *b = (struct import_blog){.run = run, .file = f};
  int fd = import_format_temporary();
  b->out = fd < 0 ? NULL : fdopen(fd, "w+");
  if (!b->out) {
    enum err e = err_of_errno(errno);
    if (fd >= 0)
      close(fd);
    return e;
  }
  fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\""
        " xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\""
        " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>"
        "<wp:wxr_version>1.2</wp:wxr_version>\n",
      b->out);
  import_blog_put_html(b, "wp:base_blog_url", origin);
  return OK;
}

void import_blog_add_author(struct import_blog *b, const char *slug, const char *name) {
  fputs("<wp:author>", b->out);
  import_blog_put_html(b, "wp:author_login", slug);
  import_blog_put_plain(b, "wp:author_display_name", name);
  fputs("</wp:author>\n", b->out);
}

static void import_blog_put_comment(
    struct import_blog *b, const struct import_blog_comment *c) {
  fprintf(b->out,
      "<wp:comment><wp:comment_id>%" PRId64
      "</wp:comment_id><wp:comment_parent>%" PRId64 "</wp:comment_parent>",
      c->id, c->parent);
  import_blog_put_plain(b, "wp:comment_author", c->author);
  import_blog_put_html(b, "wp:comment_author_email", c->email ? c->email : "");
  import_blog_put_html(b, "wp:comment_author_url", c->url);
  import_blog_put_date(b, "wp:comment_date_gmt", c->date);
  import_blog_put_html(b, "wp:comment_approved", c->status);
  import_blog_put_html(b, "wp:comment_content", c->html);
  fputs("</wp:comment>\n", b->out);
}

static void import_blog_put_address(
    struct import_blog *b, const char *origin, const char *path) {
  fputs("<link>", b->out);
  if (*path) {
    import_blog_escape(b->out, origin, 1);
    import_blog_escape(b->out, path, 1);
  }
  fputs("</link>", b->out);
}

void import_blog_add(
    struct import_blog *b, const char *origin, const struct import_blog_post *post) {
  fputs("<item>", b->out);
  import_blog_put_plain(b, "title", post->title);
  import_blog_put_address(b, origin, post->path);
  import_blog_put_html(b, "guid", post->id);
  import_blog_put_plain(b, "dc:creator", post->author);
  import_blog_put_html(b, "content:encoded", post->html);
  import_blog_put_plain(b, "excerpt:encoded", post->excerpt);
  import_blog_put_html(b, "wp:post_name", post->slug);
  import_blog_put_html(b, "wp:status", post->status);
  import_blog_put_html(b, "wp:post_type", post->is_page ? "page" : "post");
  import_blog_put_html(b, "wp:is_sticky", post->is_sticky ? "1" : "0");
  import_blog_put_html(b, "wp:comment_status", post->is_page ? "closed" : "open");
  import_blog_put_date(b, "wp:post_date_gmt", post->date);
  import_blog_put_date(b, "wp:post_modified_gmt", post->changed);
  for (const struct import_blog_term *t = post->tags; t; t = t->next) {
    fprintf(b->out, "<category domain=\"%s\" nicename=\"",
        t->is_category ? "category" : "post_tag");
    import_blog_escape(b->out, t->slug, 1);
    fputs("\">", b->out);
    import_blog_escape(b->out, t->name, 2);
    fputs("</category>", b->out);
  }
  for (const struct import_blog_comment *c = post->comments; c; c = c->next)
    import_blog_put_comment(b, c);
  fputs("</item>\n", b->out);
}

enum err import_blog_end(struct import_blog *b, enum err e) {
  if (!b->out)
    return e;
  if (!e)
    fputs("</channel></rss>\n", b->out);
  if (!e && (fflush(b->out) != 0 || ferror(b->out)))
    e = err_of_errno(errno);
  if (!e) {
    b->file->is_converted = true;
    e = import_wxr(b->run, b->file, fileno(b->out));
  }
  fclose(b->out);
  b->out = NULL;
  return e;
}
