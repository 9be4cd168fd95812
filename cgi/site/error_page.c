#include "site/page.h"

#include "site/frame.h"
#include "view/words.h"

/* The words of each status an answer can have. */
static const struct {
  int status;
  enum word heading, message;
} rows[] = {
    {400, WORD_error_400, WORD_error_400_message},
    {403, WORD_error_403, WORD_error_403_message},
    {404, WORD_error_404, WORD_error_404_message},
    {405, WORD_error_405, WORD_error_405_message},
    {409, WORD_error_409, WORD_error_409_message},
    {410, WORD_error_410, WORD_error_410_message},
    {413, WORD_error_413, WORD_error_413_message},
    {414, WORD_error_414, WORD_error_414_message},
    {415, WORD_error_415, WORD_error_415_message},
    {429, WORD_error_429, WORD_error_429_message},
    {500, WORD_error_500, WORD_error_500_message},
    {503, WORD_error_503, WORD_error_503_message},
};

enum err page_render_error(struct site *site, struct arena *a, int status,
    const char *incident, const char *kept, struct buf *out) {
  const char *lang = site->config.language;
  struct view_error_page v = {
      .status = status, .incident = incident, .kept_comment = kept};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (rows[i].status == status || (!v.heading && rows[i].status == 500)) {
      v.heading = words_get(lang, rows[i].heading);
      v.message = words_get(lang, rows[i].message);
    }
  if (frame_fill(site, a, NULL, &v.frame) != OK)
    /* The database is out of reach: the page goes without a menu. */
    v.frame = (struct view_frame){
        .lang = words_language(lang),
        .dir = words_direction(words_language(lang)),
        .site_lang = words_has(lang) ? NULL : lang,
        .site_title = site->config.title,
        .tagline = site->config.tagline,
        .style_url = assets_url(site->assets, "style.css"),
        .icon_url = assets_url(site->assets, "icon.svg"),
    };
  v.frame.title = v.heading;
  v.frame.noindex = true;
  return view_error_page(site->templates, &v, out);
}
