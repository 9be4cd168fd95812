#include "web/put_off.h"

#include <string.h>

#include "http/form.h"
#include "web/comment_post.h"

static void put_off_comment(
    struct site *site, const struct request *r, struct page_failure *failure) {
  struct view_form *form = arena_alloc(r->arena, sizeof *form);
  if (form && comment_post_put_off(site, r, form) == OK)
    failure->form = form;
}

/* The fields are hidden: the reader has seen them on the page that the form is from,
 * and most of these forms are a single button anyway. */
static void put_off_button(
    const struct request *r, const char *action, struct page_failure *failure) {
  struct form *form = arena_alloc(r->arena, sizeof *form);
  struct view_again_field *fields = arena_array(r->arena, LIMIT_FIELDS, sizeof *fields);
  if (!form || !fields || form_read(r->arena, r->body, r->body_size, form))
    return;
  for (size_t i = 0; i < form->count; i++)
    fields[i] = (struct view_again_field){form->fields[i].name, form->fields[i].value};
  failure->again = (struct view_again){action, fields, form->count};
}

void put_off_fill(struct site *site, const struct request *r, const char *action,
    struct page_failure *failure) {
  if (strcmp(action, "/comment/") == 0)
    put_off_comment(site, r, failure);
  else
    put_off_button(r, action, failure);
}
