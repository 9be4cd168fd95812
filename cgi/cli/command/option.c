#include "cli/command/option.h"

#include <string.h>

size_t option_name(const char *option) {
  return strcspn(option, "=");
}

const char *option_value(const char *option) {
  const char *value = strchr(option, '=');
  return value ? value + 1 : NULL;
}

bool option_has_words(const char *option) {
  const char *value = option_value(option);
  return value && *value >= 'a' && *value <= 'z';
}

bool option_is_file(const char *value) {
  return value && (strstr(value, "FILE") || strstr(value, "DIR"));
}
