#include "cli/output/print_yaml.h"

#include <string.h>

#include <yaml.h>

#include "base/utf8.h"

/* libyaml leaves some control characters as they are. */
static int print_yaml_bytes(void *context, unsigned char *data, size_t n) {
  struct buf safe = {0};
  utf8_escape(&safe, (const char *)data, n);
  bool good =
      !buf_status(&safe) && fwrite(buf_text(&safe), 1, safe.len, context) == safe.len;
  buf_free(&safe);
  return good;
}

/* Texts are quoted, so that no reader takes "2026-11-24" for a date or "no" for a
 * boolean. */
static int print_yaml_scalar(yaml_emitter_t *to, const char *text, bool quoted) {
  /* The emitter takes over every event, also if it fails: nothing is left to free here.
   */
  yaml_event_t event;
  return yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text,
             (int)strlen(text), 1, 1,
             quoted ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE) &&
         yaml_emitter_emit(to, &event);
}

/* A value may contain others of its kind. */
static int print_yaml_value(yaml_emitter_t *to, const json_t *value);

static int print_yaml_map(yaml_emitter_t *to, const json_t *object) {
  yaml_event_t event;
  const char *key;
  json_t *value;
  /* The style is a hint only (yaml.h): an empty mapping has the form {}. */
  int good = yaml_mapping_start_event_initialize(
                 &event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE) &&
             yaml_emitter_emit(to, &event);
  /* The macro of Jansson takes no const object, but changes nothing. */
  json_object_foreach((json_t *)object, key, value) {
    good = good && print_yaml_scalar(to, key, false) && print_yaml_value(to, value);
  }
  return good && yaml_mapping_end_event_initialize(&event) &&
         yaml_emitter_emit(to, &event);
}

static int print_yaml_list(yaml_emitter_t *to, const json_t *list) {
  yaml_event_t event;
  int good = yaml_sequence_start_event_initialize(
                 &event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE) &&
             yaml_emitter_emit(to, &event);
  for (size_t i = 0; good && i < json_array_size(list); i++)
    good = print_yaml_value(to, json_array_get(list, i));
  return good && yaml_sequence_end_event_initialize(&event) &&
         yaml_emitter_emit(to, &event);
}

static int print_yaml_value(yaml_emitter_t *to, const json_t *value) {
  char number[32];
  if (json_is_object(value))
    return print_yaml_map(to, value);
  if (json_is_array(value))
    return print_yaml_list(to, value);
  if (json_is_string(value))
    return print_yaml_scalar(to, json_string_value(value), true);
  snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
  return print_yaml_scalar(to,
      /* No command shows numbers with fractions. */
      json_is_integer(value) ? number
      : json_is_true(value)  ? "true"
      : json_is_false(value) ? "false"
                             : "null",
      false);
}

enum err print_yaml(FILE *out, const json_t *value) {
  yaml_emitter_t to;
  yaml_event_t event;
  if (!yaml_emitter_initialize(&to))
    return ERR_NOMEM;
  yaml_emitter_set_output(&to, print_yaml_bytes, out);
  yaml_emitter_set_unicode(&to, 1); /* libyaml still escapes characters past U+FFFF */
  /* No limit: a folded line would be another text for a program that reads lines. */
  yaml_emitter_set_width(&to, -1);
  bool good =
      yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING) &&
      yaml_emitter_emit(&to, &event) &&
      yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 0) &&
      yaml_emitter_emit(&to, &event) && print_yaml_value(&to, value) &&
      yaml_document_end_event_initialize(&event, 1) && yaml_emitter_emit(&to, &event) &&
      yaml_stream_end_event_initialize(&event) && yaml_emitter_emit(&to, &event);
  yaml_emitter_delete(&to);
  /* libyaml fails for nothing else: the text is UTF-8, and the events are in order. */
  return good || ferror(out) ? OK : ERR_NOMEM;
}
