/* The two tables are all that is known of the format, except <category> of an item and
 * two elements of the channel (wxr.c). What is not in them is skipped. */
#include "markup/wordpress/wxr_fields.h"

#include <stddef.h>
#include <string.h>

#include "markup/wordpress/wxr_item.h"

#define FIELD(place, name, type, member)                                               \
  { place, name, offsetof(struct type, member) }

/* Each text element and the member it sets. */
static const struct field {
  enum wxr_place place;
  const char *name;
  size_t at;
} fields[] = {
    FIELD(IN_AUTHOR, "wp:author_login", wxr_author, login),
    FIELD(IN_AUTHOR, "wp:author_display_name", wxr_author, name),
    FIELD(IN_CATEGORY, "wp:category_nicename", wxr_category, nicename),
    FIELD(IN_CATEGORY, "wp:category_parent", wxr_category, parent),
    FIELD(IN_CATEGORY, "wp:cat_name", wxr_category, name),
    FIELD(IN_ITEM, "title", wxr_item, title),
    FIELD(IN_ITEM, "link", wxr_item, link),
    FIELD(IN_ITEM, "dc:creator", wxr_item, creator),
    FIELD(IN_ITEM, "guid", wxr_item, guid),
    FIELD(IN_ITEM, "content:encoded", wxr_item, content),
    FIELD(IN_ITEM, "excerpt:encoded", wxr_item, excerpt),
    FIELD(IN_ITEM, "wp:post_id", wxr_item, id),
    FIELD(IN_ITEM, "wp:post_parent", wxr_item, parent),
    FIELD(IN_ITEM, "wp:menu_order", wxr_item, menu_order),
    FIELD(IN_ITEM, "wp:post_type", wxr_item, type),
    FIELD(IN_ITEM, "wp:status", wxr_item, status),
    FIELD(IN_ITEM, "wp:post_name", wxr_item, name),
    FIELD(IN_ITEM, "wp:post_password", wxr_item, password),
    FIELD(IN_ITEM, "wp:is_sticky", wxr_item, sticky),
    FIELD(IN_ITEM, "wp:post_date", wxr_item, date),
    FIELD(IN_ITEM, "wp:post_date_gmt", wxr_item, date_gmt),
    FIELD(IN_ITEM, "wp:post_modified", wxr_item, modified),
    FIELD(IN_ITEM, "wp:post_modified_gmt", wxr_item, modified_gmt),
    FIELD(IN_ITEM, "wp:comment_status", wxr_item, comment_status),
    FIELD(IN_ITEM, "wp:attachment_url", wxr_item, attachment_url),
    FIELD(IN_COMMENT, "wp:comment_id", wxr_comment, id),
    FIELD(IN_COMMENT, "wp:comment_parent", wxr_comment, parent),
    FIELD(IN_COMMENT, "wp:comment_author", wxr_comment, author),
    FIELD(IN_COMMENT, "wp:comment_author_email", wxr_comment, email),
    FIELD(IN_COMMENT, "wp:comment_author_url", wxr_comment, url),
    FIELD(IN_COMMENT, "wp:comment_date", wxr_comment, date),
    FIELD(IN_COMMENT, "wp:comment_date_gmt", wxr_comment, date_gmt),
    FIELD(IN_COMMENT, "wp:comment_content", wxr_comment, content),
    FIELD(IN_COMMENT, "wp:comment_approved", wxr_comment, approved),
    FIELD(IN_COMMENT, "wp:comment_type", wxr_comment, type),
    FIELD(IN_META, "wp:meta_key", wxr_meta, key),
    FIELD(IN_META, "wp:meta_value", wxr_meta, value),
};

/* Elements that contain others. */
static const struct {
  const char *name;
  enum wxr_place in, to;
} holders[] = {
    /* <rss> does not change the place, so <channel> can require IN_OUTSIDE as well. */
    {"rss", IN_OUTSIDE, IN_OUTSIDE},
    {"channel", IN_OUTSIDE, IN_CHANNEL},
    {"wp:author", IN_CHANNEL, IN_AUTHOR},
    {"wp:category", IN_CHANNEL, IN_CATEGORY},
    {"item", IN_CHANNEL, IN_ITEM},
    {"wp:comment", IN_ITEM, IN_COMMENT},
    {"wp:postmeta", IN_ITEM, IN_META},
};

enum wxr_place wxr_fields_enter(enum wxr_place in, const char *name) {
  for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
    if (holders[i].in == in && strcmp(holders[i].name, name) == 0)
      return holders[i].to;
  return IN_OTHER;
}

void wxr_fields_clear(enum wxr_place place, void *into) {
  /* memcpy() instead of a cast, because the members are found by their offset. */
  const char *const empty[] = {""};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (fields[i].place == place)
      memcpy((char *)into + fields[i].at, empty, sizeof empty);
}

static const struct field *wxr_fields_find(enum wxr_place place, const char *name) {
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (fields[i].place == place && strcmp(fields[i].name, name) == 0)
      return &fields[i];
  return NULL;
}

bool wxr_fields_has(enum wxr_place place, const char *name) {
  return wxr_fields_find(place, name) != NULL;
}

void wxr_fields_set(
    enum wxr_place place, const char *name, void *into, const char *value) {
  const struct field *f = wxr_fields_find(place, name);
  if (f)
    memcpy((char *)into + f->at, &value, sizeof value);
}
