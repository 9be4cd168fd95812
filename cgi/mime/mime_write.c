#include "mime/mime_write.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gmime/gmime.h>

#include "base/clock.h"
#include "base/utf8.h"

/* Characters of a name or a subject: encoded, 250 of them can take 3 KiB, which is
 * enough for any title that a person reads in a list of mails. */
enum { MIME_LINE = 250 };

/* A copy of `s` for a header: one line without control or bidi characters, cut at
 * MIME_LINE characters. gmime itself would encode line ends, so that they come out
 * again in the reader's program. A name has no brackets or quotation marks either, with
 * which it could pass for an address. The caller frees it; NULL when out of memory. */
static char *mime_line(const char *s, bool is_name) {
  struct buf plain = {0}, line = {0};
  size_t count = 0;
  utf8_plain(&plain, s);
  for (const char *c = buf_text(&plain); *c; c++) {
    count += (*c & 0xC0) != 0x80;
    if (count > MIME_LINE)
      break;
    if (is_name && strchr("<>\"\\", *c))
      continue;
    buf_putc(&line, *c);
    /* gmime would take this for a word that is encoded already. */
    if (c[0] == '=' && c[1] == '?')
      buf_putc(&line, ' ');
  }
  if (plain.failed)
    line.failed = true;
  buf_free(&plain);
  buf_puts(&line, "");
  char *out = line.failed ? NULL : line.data;
  if (!out)
    buf_free(&line);
  return out;
}

static enum err mime_set_address(
    GMimeMessage *m, GMimeAddressType type, const char *name, const char *address) {
  char *line = name ? mime_line(name, true) : NULL;
  if (name && !line)
    return ERR_NOMEM;
  InternetAddress *a =
      internet_address_mailbox_new(line && *line ? line : NULL, address);
  internet_address_set_charset(a, "utf-8");
  internet_address_list_add(g_mime_message_get_addresses(m, type), a);
  g_object_unref(a);
  free(line);
  return OK;
}

/* Without gmime's encoding and folding, which would break a URL. ASCII without spaces
 * is all that may arrive here. */
static enum err mime_set_raw(
    GMimeMessage *m, const char *name, const char *before, const char *value) {
  struct buf text = {0};
  for (const char *s = value; *s; s++)
    if (*s <= ' ' || *s > '~' || *s == '<' || *s == '>')
      return ERR_INVALID;
  buf_printf(&text, " %s%s%s\n", before, value, *before ? ">" : "");
  enum err e = buf_status(&text);
  if (!e) {
    GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(m));
    g_mime_header_list_set(list, name, "x", NULL);
    g_mime_header_set_raw_value(
        g_mime_header_list_get_header(list, name), buf_text(&text));
  }
  buf_free(&text);
  return e;
}

/* The encoding that makes it shorter, and both keep lines below 80 bytes. */
static GMimeContentEncoding mime_encoding(const char *text) {
  size_t high = 0, all = strlen(text);
  for (const char *s = text; *s; s++)
    high += (*s & 0x80) != 0;
  return high * 6 > all ? GMIME_CONTENT_ENCODING_BASE64
                        : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

/* Not g_mime_text_part_set_text, which chooses a character set by itself. */
static GMimeObject *mime_part(const char *subtype, const char *text) {
  GMimePart *part = g_mime_part_new_with_type("text", subtype);
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer(text, strlen(text));
  GMimeDataWrapper *content =
      g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
  g_mime_part_set_content(part, content);
  g_mime_part_set_content_encoding(part, mime_encoding(text));
  g_object_unref(content);
  g_object_unref(stream);
  return GMIME_OBJECT(part);
}

static void mime_set_body(GMimeMessage *m, const struct mime_mail *mail) {
  GMimeObject *text = mime_part("plain", mail->text);
  if (!mail->html) {
    g_mime_message_set_mime_part(m, text);
    g_object_unref(text);
    return;
  }
  GMimeMultipart *both = g_mime_multipart_new_with_subtype("alternative");
  GMimeObject *html = mime_part("html", mail->html);
  /* The last part is the one that a program shows if it can (RFC 2046 section
   * 5.1.4). */
  g_mime_multipart_add(both, text);
  g_mime_multipart_add(both, html);
  g_mime_message_set_mime_part(m, GMIME_OBJECT(both));
  g_object_unref(text);
  g_object_unref(html);
  g_object_unref(both);
}

static enum err mime_set_list(GMimeMessage *m, const struct mime_mail *mail) {
  enum err e = OK;
  if (mail->list_id)
    e = mime_set_raw(m, "List-Id", "<", mail->list_id);
  if (!e && mail->unsubscribe)
    e = mime_set_raw(m, "List-Unsubscribe", "<", mail->unsubscribe);
  if (!e && mail->unsubscribe)
    e = mime_set_raw(m, "List-Unsubscribe-Post", "", "List-Unsubscribe=One-Click");
  return e;
}

static enum err mime_set_headers(GMimeMessage *m, const struct mime_mail *mail) {
  char *subject = mime_line(mail->subject, false);
  if (!subject)
    return ERR_NOMEM;
  g_mime_message_set_subject(m, subject, "utf-8");
  free(subject);
  GDateTime *date = g_date_time_new_from_unix_utc(mail->date / CLOCK_SECOND);
  if (date) {
    g_mime_message_set_date(m, date);
    g_date_time_unref(date);
  }
  enum err e =
      mime_set_address(m, GMIME_ADDRESS_TYPE_FROM, mail->from_name, mail->from);
  if (!e)
    e = mime_set_address(m, GMIME_ADDRESS_TYPE_TO, NULL, mail->to);
  if (!e && mail->reply_to)
    e = mime_set_address(m, GMIME_ADDRESS_TYPE_REPLY_TO, NULL, mail->reply_to);
  if (!e)
    e = mime_set_raw(m, "Message-ID", "<", mail->message_id);
  if (!e && mail->references)
    e = mime_set_raw(m, "In-Reply-To", "<", mail->references);
  if (!e && mail->references)
    e = mime_set_raw(m, "References", "<", mail->references);
  /* So that nobody's holiday notice answers it (RFC 3834). */
  if (!e)
    e = mime_set_raw(m, "Auto-Submitted", "", "auto-generated");
  return e ? e : mime_set_list(m, mail);
}

enum err mime_write(const struct mime_mail *mail, struct buf *out) {
  g_mime_init();
  GMimeMessage *m = g_mime_message_new(TRUE);
  enum err e = mime_set_headers(m, mail);
  if (!e) {
    mime_set_body(m, mail);
    GMimeFormatOptions *format = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_UNIX);
    char *text = g_mime_object_to_string(GMIME_OBJECT(m), format);
    g_mime_format_options_free(format);
    if (text)
      buf_puts(out, text);
    g_free(text);
    e = text ? buf_status(out) : ERR_NOMEM;
  }
  g_object_unref(m);
  return e;
}
