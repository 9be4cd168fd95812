#include "mime/mime_read.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <gmime/gmime.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Parts below parts that are looked at, and parts in all: real mails have less than
 * ten. */
enum { MIME_DEPTH = 20, MIME_PARTS = 100 };

/* Bytes of the headers of a mail. gmime calls itself for a group within a group of
 * addresses, "a: b: c:", as often as there are such: this much fits on the stack. */
enum { MIME_HEADERS = 64 * 1024 };

struct mime_reader {
  struct arena *arena;
  struct mime_received *out;
  int parts;
  bool failed; /* out of memory */
};

/* A copy without what the header of mime_received rules out; "" for invalid UTF-8. */
static const char *mime_read_clean(struct mime_reader *r, const char *s, bool lines) {
  if (!s || !utf8_is_valid(s, strlen(s)))
    return "";
  char *copy = arena_strdup(r->arena, s);
  if (!copy) {
    r->failed = true;
    return "";
  }
  size_t n = utf8_drop_controls(copy, utf8_unify_newlines(copy, strlen(copy)));
  copy[n] = '\0';
  for (char *c = copy; !lines && *c; c++)
    if (*c == '\n' || *c == '\t')
      *c = ' ';
  return copy;
}

/* The address of a list of one; NULL otherwise. */
static const char *mime_read_address(InternetAddressList *list, int i) {
  InternetAddress *a = internet_address_list_get_address(list, i);
  return a && INTERNET_ADDRESS_IS_MAILBOX(a)
             ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(a))
             : NULL;
}

static void mime_read_recipients(struct mime_reader *r, const char *value) {
  InternetAddressList *list = internet_address_list_parse(NULL, value);
  int n = list ? internet_address_list_length(list) : 0;
  for (int i = 0; i < n && r->out->to_count < MIME_READ_ADDRESSES; i++) {
    const char *address = mime_read_clean(r, mime_read_address(list, i), false);
    if (*address)
      r->out->to[r->out->to_count++] = address;
  }
  if (list)
    g_object_unref(list);
}

/* Whether the header is the address, or ends with it in brackets. gmime forgives what
 * others read in another way: "owner@example.org@evil.example". */
static bool mime_read_is_plain_address(const char *value, const char *address) {
  size_t n = strlen(value), m = address ? strlen(address) : 0;
  while (n && strchr(" \t\r\n", value[n - 1]))
    n--;
  const char *start = value + strspn(value, " \t\r\n");
  if (m && (size_t)(value + n - start) == m && memcmp(start, address, m) == 0)
    return true;
  return m && n >= m + 2 && value[n - 1] == '>' && value[n - m - 2] == '<' &&
         memcmp(value + n - m - 1, address, m) == 0;
}

/* Two headers From, or two addresses in one, are a trick: programs differ in which one
 * they show. */
static void mime_read_from(struct mime_reader *r, const char *value, int count) {
  InternetAddressList *list = internet_address_list_parse(NULL, value);
  const char *address = count == 1 && list && internet_address_list_length(list) == 1
                            ? mime_read_address(list, 0)
                            : NULL;
  r->out->from = mime_read_is_plain_address(value, address)
                     ? mime_read_clean(r, address, false)
                     : "";
  if (list)
    g_object_unref(list);
}

/* RFC 3834 section 5, and what is older than that. */
static bool mime_read_is_automatic(const char *name, const char *value) {
  while (*value == ' ')
    value++;
  if (strcasecmp(name, "Auto-Submitted") == 0)
    return strncasecmp(value, "no", 2) != 0;
  if (strcasecmp(name, "Precedence") == 0)
    return strncasecmp(value, "bulk", 4) == 0 || strncasecmp(value, "junk", 4) == 0 ||
           strncasecmp(value, "list", 4) == 0 ||
           strncasecmp(value, "auto_reply", 10) == 0;
  if (strcasecmp(name, "Return-Path") == 0)
    return strncmp(value, "<>", 2) == 0;
  return strcasecmp(name, "X-Autoreply") == 0 ||
         strcasecmp(name, "X-Autorespond") == 0 || strcasecmp(name, "List-Id") == 0;
}

static void mime_read_headers(struct mime_reader *r, GMimeMessage *m) {
  GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(m));
  int n = g_mime_header_list_get_count(list), from = 0;
  for (int i = 0; i < n; i++) {
    GMimeHeader *h = g_mime_header_list_get_header_at(list, i);
    const char *name = g_mime_header_get_name(h), *value = g_mime_header_get_value(h);
    if (!name || !value)
      continue;
    if (strcasecmp(name, "From") == 0)
      mime_read_from(r, value, ++from);
    else if (strcasecmp(name, "To") == 0 || strcasecmp(name, "Cc") == 0 ||
             strcasecmp(name, "Delivered-To") == 0 ||
             strcasecmp(name, "X-Original-To") == 0)
      mime_read_recipients(r, value);
    else if (mime_read_is_automatic(name, value))
      r->out->is_automatic = true;
  }
}

static void mime_read_text(struct mime_reader *r, GMimeTextPart *part) {
  bool html = g_mime_content_type_is_type(
      g_mime_object_get_content_type(GMIME_OBJECT(part)), "text", "html");
  const char *disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
  /* Plain text wins over HTML, whatever comes first. */
  if ((*r->out->text && (html || !r->out->is_html)) ||
      (disposition && strcasecmp(disposition, "attachment") == 0))
    return;
  char *text = g_mime_text_part_get_text(part);
  const char *clean = mime_read_clean(r, text, true);
  g_free(text);
  if (!*clean)
    return;
  r->out->text = clean;
  r->out->is_html = html;
}

/* The value of a field such as "Action: failed" in the text of a part, in the arena;
 * "" if there is none. */
static const char *mime_read_field(
    struct mime_reader *r, const char *text, const char *name) {
  size_t n = strlen(name);
  for (const char *s = text; *s; s += strcspn(s, "\n"), s += *s == '\n') {
    if (strncasecmp(s, name, n) != 0 || s[n] != ':')
      continue;
    const char *value = s + n + 1 + strspn(s + n + 1, " \t");
    char *copy = arena_strndup(r->arena, value, strcspn(value, "\r\n"));
    r->failed = r->failed || !copy;
    return copy ? mime_read_clean(r, copy, false) : "";
  }
  return "";
}

/* The bytes of a part as text, in the arena; "" if it has no content. */
static const char *mime_read_content(struct mime_reader *r, GMimeObject *part) {
  char *text = NULL;
  if (GMIME_IS_PART(part)) {
    GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(part));
    GMimeStream *memory = g_mime_stream_mem_new();
    if (content && g_mime_data_wrapper_write_to_stream(content, memory) >= 0) {
      GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
      text = bytes->len ? arena_strndup(r->arena, (const char *)bytes->data, bytes->len)
                        : arena_strdup(r->arena, "");
      r->failed = r->failed || !text;
    }
    g_object_unref(memory);
  }
  return text ? text : "";
}

/* RFC 3464: a part with the outcome, and then the mail or its headers. */
static void mime_read_report(struct mime_reader *r, GMimeObject *part) {
  GMimeContentType *type = g_mime_object_get_content_type(part);
  if (g_mime_content_type_is_type(type, "message", "delivery-status")) {
    const char *text = mime_read_content(r, part);
    r->out->report_action = mime_read_field(r, text, "Action");
    r->out->report_reason = mime_read_field(r, text, "Diagnostic-Code");
    if (!*r->out->report_reason)
      r->out->report_reason = mime_read_field(r, text, "Status");
    return;
  }
  const char *id = "";
  if (GMIME_IS_MESSAGE_PART(part)) {
    GMimeMessage *m = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
    id = m ? mime_read_clean(r, g_mime_message_get_message_id(m), false) : "";
  } else if (g_mime_content_type_is_type(type, "text", "rfc822-headers")) {
    id = mime_read_field(r, mime_read_content(r, part), "Message-ID");
  }
  size_t skip = *id == '<', n = strcspn(id + skip, "> ");
  if (!n)
    return;
  r->out->report_of = arena_strndup(r->arena, id + skip, n);
  if (!r->out->report_of) {
    r->failed = true;
    r->out->report_of = "";
  }
}

/* Attached mails are not entered: what is in them, others have written. */
static void mime_read_part(
    struct mime_reader *r, GMimeObject *part, bool is_report, int depth) {
  if (!part || depth > MIME_DEPTH || ++r->parts > MIME_PARTS)
    return;
  if (GMIME_IS_MULTIPART(part)) {
    bool report = g_mime_content_type_is_type(
        g_mime_object_get_content_type(part), "multipart", "report");
    int n = g_mime_multipart_get_count(GMIME_MULTIPART(part));
    for (int i = 0; i < n; i++)
      mime_read_part(
          r, g_mime_multipart_get_part(GMIME_MULTIPART(part), i), report, depth + 1);
    return;
  }
  if (is_report)
    mime_read_report(r, part);
  else if (GMIME_IS_TEXT_PART(part))
    mime_read_text(r, GMIME_TEXT_PART(part));
}

/* Headers of a bearable size and without NUL, which would end an address for gmime, but
 * not for others: "owner@example.org\0@evil.example". */
static bool mime_read_is_sound(const char *data, size_t n) {
  size_t most = n < MIME_HEADERS ? n : MIME_HEADERS;
  for (size_t i = 0; i < most; i++) {
    size_t next = i + 1 + (i + 1 < n && data[i + 1] == '\r');
    if (!data[i])
      return false;
    if (data[i] == '\n' && next < n && data[next] == '\n')
      return true;
  }
  /* One that ends within its headers. */
  return n < MIME_HEADERS;
}

enum err mime_read(
    const char *data, size_t n, struct arena *a, struct mime_received *out) {
  struct mime_received received = {.from = "",
      .text = "",
      .report_action = "",
      .report_reason = "",
      .report_of = ""};
  struct mime_reader r = {a, &received, 0, false};
  if (!mime_read_is_sound(data, n))
    return ERR_SYNTAX;
  g_mime_init();
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer(data, n);
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  GMimeMessage *m = g_mime_parser_construct_message(parser, NULL);
  if (m) {
    mime_read_headers(&r, m);
    mime_read_part(&r, g_mime_message_get_mime_part(m), false, 0);
    g_object_unref(m);
  }
  g_object_unref(parser);
  g_object_unref(stream);
  if (r.failed)
    return ERR_NOMEM;
  if (!m)
    return ERR_SYNTAX;
  *out = received;
  return OK;
}
