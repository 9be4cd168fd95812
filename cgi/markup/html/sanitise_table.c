/* An allowlist: an element or attribute that is invented after this was written is
 * unwrapped or left out, and not let through. The reasons for what is dropped with its
 * content: it is code or another namespace (script, style, svg, math); it is meant for
 * machines (head, meta, template); its text is shown only where something fails
 * (noscript, object, canvas), so that readers of this page would see both; or it is a
 * control of a form that does not exist here. <noscript> is also parsed in two ways,
 * depending on whether scripts are enabled, which has hidden attacks from other
 * sanitisers.
 *
 * Attributes beginning with "on" are missing because the table has no such rows, and
 * "style" is read, but never written: the width of a column in percent becomes a class.
 * The Content-Security-Policy of the pages forbids both as well, but feeds and exports
 * have none. */
#include "markup/html/sanitise_table.h"

#include <stdlib.h>
#include <string.h>

/* A row in full: name, name written, model, in comments, parents, attributes. */
#define ALL(name, model)                                                               \
  { name, NULL, model, false, NULL, NULL }
#define LIKE(name, as, model, attributes)                                              \
  { name, as, model, false, NULL, attributes }

/* Sorted by name, for bsearch. Elements that are missing here are unwrapped. */
static const struct sanitise_element elements[] = {
    {"a", NULL, MODEL_TRANSPARENT, true, NULL,
        "href title rel hreflang name aria-label "},
    {"abbr", NULL, MODEL_INLINE, true, NULL, "title "},
    {"acronym", "abbr", MODEL_INLINE, true, NULL, "title "},
    LIKE("address", "div", MODEL_BLOCK, NULL),
    ALL("applet", MODEL_DROP),
    ALL("area", MODEL_DROP),
    LIKE("article", "div", MODEL_BLOCK, NULL),
    ALL("aside", MODEL_BLOCK),
    LIKE("audio", NULL, MODEL_INLINE, "src controls loop muted preload "),
    {"b", NULL, MODEL_INLINE, true, NULL, NULL},
    ALL("base", MODEL_DROP),
    ALL("basefont", MODEL_DROP),
    ALL("bdi", MODEL_INLINE),
    ALL("bdo", MODEL_INLINE),
    ALL("bgsound", MODEL_DROP),
    {"blockquote", NULL, MODEL_BLOCK, true, NULL, "cite "},
    {"br", NULL, MODEL_VOID, true, NULL, NULL},
    ALL("button", MODEL_DROP),
    ALL("canvas", MODEL_DROP),
    {"caption", NULL, MODEL_BLOCK, true, "table ", NULL},
    LIKE("center", "div", MODEL_BLOCK, NULL),
    {"cite", NULL, MODEL_INLINE, true, NULL, NULL},
    {"code", NULL, MODEL_INLINE, true, NULL, "data-alt data-first data-marked "},
    {"col", NULL, MODEL_PART, false, "colgroup ", "span "},
    {"colgroup", NULL, MODEL_PART, false, "table ", "span "},
    ALL("datalist", MODEL_DROP),
    {"dd", NULL, MODEL_BLOCK, true, "dl ", NULL},
    {"del", NULL, MODEL_TRANSPARENT, true, NULL, "cite datetime "},
    ALL("details", MODEL_BLOCK),
    ALL("dfn", MODEL_INLINE),
    ALL("dialog", MODEL_DROP),
    LIKE("dir", "ul", MODEL_BLOCK, NULL),
    LIKE("div", NULL, MODEL_BLOCK, "align style "),
    {"dl", NULL, MODEL_BLOCK, true, NULL, NULL},
    {"dt", NULL, MODEL_PHRASES, true, "dl ", NULL},
    {"em", NULL, MODEL_INLINE, true, NULL, NULL},
    ALL("embed", MODEL_DROP),
    ALL("fieldset", MODEL_BREAK),
    {"figcaption", NULL, MODEL_BLOCK, false, "figure ", NULL},
    ALL("figure", MODEL_BLOCK),
    LIKE("footer", "div", MODEL_BLOCK, NULL),
    ALL("form", MODEL_BREAK),
    ALL("frame", MODEL_DROP),
    ALL("frameset", MODEL_DROP),
    LIKE("h1", "h2", MODEL_PHRASES, "align "),
    LIKE("h2", NULL, MODEL_PHRASES, "align "),
    LIKE("h3", NULL, MODEL_PHRASES, "align "),
    LIKE("h4", NULL, MODEL_PHRASES, "align "),
    LIKE("h5", NULL, MODEL_PHRASES, "align "),
    LIKE("h6", NULL, MODEL_PHRASES, "align "),
    ALL("head", MODEL_DROP),
    LIKE("header", "div", MODEL_BLOCK, NULL),
    ALL("hgroup", MODEL_BREAK),
    ALL("hr", MODEL_RULE),
    {"i", NULL, MODEL_INLINE, true, NULL, NULL},
    ALL("iframe", MODEL_DROP),
    LIKE("img", NULL, MODEL_VOID, "src alt title width height loading align "),
    LIKE("input", NULL, MODEL_VOID, "type checked disabled "),
    ALL("ins", MODEL_TRANSPARENT),
    ALL("isindex", MODEL_DROP),
    ALL("kbd", MODEL_INLINE),
    ALL("keygen", MODEL_DROP),
    ALL("legend", MODEL_BREAK),
    {"li", NULL, MODEL_BLOCK, true, "ul ol ", "value "},
    ALL("link", MODEL_DROP),
    LIKE("listing", "pre", MODEL_PHRASES, NULL),
    LIKE("main", "div", MODEL_BLOCK, NULL),
    ALL("map", MODEL_DROP),
    ALL("mark", MODEL_INLINE),
    ALL("marquee", MODEL_DROP),
    ALL("math", MODEL_DROP),
    LIKE("menu", "ul", MODEL_BLOCK, NULL),
    ALL("meta", MODEL_DROP),
    ALL("meter", MODEL_DROP),
    LIKE("nav", "div", MODEL_BLOCK, NULL),
    ALL("noembed", MODEL_DROP),
    ALL("noframes", MODEL_DROP),
    ALL("noscript", MODEL_DROP),
    ALL("object", MODEL_DROP),
    {"ol", NULL, MODEL_BLOCK, true, NULL, "start reversed type "},
    ALL("optgroup", MODEL_DROP),
    ALL("option", MODEL_DROP),
    ALL("output", MODEL_DROP),
    {"p", NULL, MODEL_PHRASES, true, NULL, "align "},
    ALL("param", MODEL_DROP),
    ALL("plaintext", MODEL_DROP),
    {"pre", NULL, MODEL_PHRASES, true, NULL, NULL},
    ALL("progress", MODEL_DROP),
    {"q", NULL, MODEL_INLINE, true, NULL, "cite "},
    {"rp", NULL, MODEL_PART, false, "ruby ", NULL},
    {"rt", NULL, MODEL_PART, false, "ruby ", NULL},
    ALL("ruby", MODEL_INLINE),
    {"s", NULL, MODEL_INLINE, true, NULL, NULL},
    ALL("samp", MODEL_INLINE),
    ALL("script", MODEL_DROP),
    LIKE("section", NULL, MODEL_BLOCK, "aria-label "),
    ALL("select", MODEL_DROP),
    ALL("small", MODEL_INLINE),
    {"source", NULL, MODEL_PART, false, "video audio ", "src type "},
    ALL("span", MODEL_INLINE),
    {"strike", "s", MODEL_INLINE, true, NULL, NULL},
    {"strong", NULL, MODEL_INLINE, true, NULL, NULL},
    ALL("style", MODEL_DROP),
    ALL("sub", MODEL_INLINE),
    {"summary", NULL, MODEL_PHRASES, false, "details ", NULL},
    ALL("sup", MODEL_INLINE),
    ALL("svg", MODEL_DROP),
    {"table", NULL, MODEL_BLOCK, true, NULL, "align "},
    {"tbody", NULL, MODEL_BLOCK, true, "table ", NULL},
    {"td", NULL, MODEL_BLOCK, true, "tr ", "colspan rowspan align "},
    ALL("template", MODEL_DROP),
    ALL("textarea", MODEL_DROP),
    {"tfoot", NULL, MODEL_BLOCK, true, "table ", NULL},
    {"th", NULL, MODEL_PHRASES, true, "tr ", "colspan rowspan scope align "},
    {"thead", NULL, MODEL_BLOCK, true, "table ", NULL},
    LIKE("time", NULL, MODEL_INLINE, "datetime "),
    ALL("title", MODEL_DROP),
    {"tr", NULL, MODEL_BLOCK, true, "thead tbody tfoot ", NULL},
    ALL("track", MODEL_DROP),
    LIKE("tt", "code", MODEL_INLINE, NULL),
    ALL("u", MODEL_INLINE),
    {"ul", NULL, MODEL_BLOCK, true, NULL, NULL},
    ALL("var", MODEL_INLINE),
    LIKE("video", NULL, MODEL_INLINE,
        "src controls loop muted preload poster width height playsinline "),
    ALL("wbr", MODEL_VOID),
    ALL("xmp", MODEL_DROP),
};

/* Sorted by name, for bsearch. */
static const struct sanitise_attribute attributes[] = {
    {"align", VALUE_ALIGN, "left right center "},
    {"alt", VALUE_TEXT, NULL},
    {"aria-label", VALUE_TEXT, NULL},
    {"checked", VALUE_BOOLEAN, NULL},
    {"cite", VALUE_LINK, NULL},
    {"class", VALUE_CLASS, NULL},
    {"colspan", VALUE_NUMBER, NULL},
    {"controls", VALUE_BOOLEAN, NULL},
    {"data-alt", VALUE_TEXT, NULL},
    {"data-first", VALUE_NUMBER, NULL},
    {"data-marked", VALUE_RANGES, NULL},
    {"datetime", VALUE_TIME, NULL},
    {"dir", VALUE_WORD, "ltr rtl auto "},
    {"disabled", VALUE_BOOLEAN, NULL},
    {"height", VALUE_NUMBER, NULL},
    {"href", VALUE_LINK, NULL},
    {"hreflang", VALUE_LANG, NULL},
    {"id", VALUE_ID, NULL},
    {"lang", VALUE_LANG, NULL},
    {"loading", VALUE_WORD, "lazy eager "},
    {"loop", VALUE_BOOLEAN, NULL},
    {"muted", VALUE_BOOLEAN, NULL},
    {"name", VALUE_NAME, NULL},
    {"playsinline", VALUE_BOOLEAN, NULL},
    {"poster", VALUE_SOURCE, NULL},
    {"preload", VALUE_WORD, "none metadata auto "},
    {"rel", VALUE_WORDS,
        "author bookmark external help license me next nofollow noopener noreferrer prev "
        "sponsored tag ugc "},
    {"reversed", VALUE_BOOLEAN, NULL},
    {"rowspan", VALUE_NUMBER, NULL},
    {"scope", VALUE_WORD, "row col rowgroup colgroup "},
    {"span", VALUE_NUMBER, NULL},
    {"src", VALUE_SOURCE, NULL},
    {"start", VALUE_INTEGER, NULL},
    {"style", VALUE_STYLE, NULL},
    {"title", VALUE_TEXT, NULL},
    {"type", VALUE_WORD,
        "1 a A i I checkbox audio/mpeg audio/ogg audio/mp4 audio/wav audio/webm "
        "video/mp4 video/ogg video/webm "},
    {"value", VALUE_INTEGER, NULL},
    {"width", VALUE_NUMBER, NULL},
};

/* Classes of the style sheet, and what other engines call them. Others are dropped: an
 * author cannot know the style sheet of a theme, and a class of the page itself, such
 * as that of the comment form, would let an article imitate it. What WordPress calls a
 * gallery, columns or an aligned picture keeps its effect under the name used here. */
static const char *const classes[][2] = {{"align-center", "align-center"},
    {"align-left", "align-left"}, {"align-right", "align-right"},
    {"aligncenter", "align-center"}, {"alignfull", "full"}, {"alignleft", "align-left"},
    {"alignright", "align-right"}, {"alignwide", "wide"}, {"caution", "caution"},
    {"column", "column"}, {"columns", "columns"}, {"columns-1", "columns-1"},
    {"columns-2", "columns-2"}, {"columns-3", "columns-3"}, {"columns-4", "columns-4"},
    {"columns-5", "columns-5"}, {"columns-6", "columns-6"},
    {"columns-default", "columns-3"}, {"contains-task-list", "task-list"},
    {"embed", "embed"}, {"footnote-backref", "footnote-backref"},
    {"footnote-ref", "footnote-ref"}, {"footnotes", "footnotes"}, {"full", "full"},
    {"gallery", "gallery"}, {"gallery-columns-1", "columns-1"},
    {"gallery-columns-2", "columns-2"}, {"gallery-columns-3", "columns-3"},
    {"gallery-columns-4", "columns-4"}, {"gallery-columns-5", "columns-5"},
    {"gallery-columns-6", "columns-6"}, {"important", "important"}, {"lead", "lead"},
    {"math", "math"}, {"note", "note"}, {"poem", "poem"}, {"task-list", "task-list"},
    {"task-list-item", "task-list-item"}, {"tip", "tip"}, {"warning", "warning"},
    {"wide", "wide"}, {"width-10", "width-10"}, {"width-15", "width-15"},
    {"width-20", "width-20"}, {"width-25", "width-25"}, {"width-30", "width-30"},
    {"width-33", "width-33"}, {"width-35", "width-35"}, {"width-40", "width-40"},
    {"width-45", "width-45"}, {"width-50", "width-50"}, {"width-55", "width-55"},
    {"width-60", "width-60"}, {"width-65", "width-65"}, {"width-66", "width-66"},
    {"width-70", "width-70"}, {"width-75", "width-75"}, {"width-80", "width-80"},
    {"width-85", "width-85"}, {"width-90", "width-90"}, {"wp-block-column", "column"},
    {"wp-block-columns", "columns"}, {"wp-block-gallery", "gallery"}};

/* IDs that the templates use or may use; a test compares the two. An article with one
 * of them would take over what refers to it. */
static const char page_ids[] =
    "author author-error content email email-error form-note kept leave-empty live-heading main "
    "menu preview-heading related-articles remember remember-field reply-title respond search-words submit text-hint top url url-error ";

static int sanitise_table_compare_element(const void *key, const void *entry) {
  return strcmp(key, ((const struct sanitise_element *)entry)->name);
}

static int sanitise_table_compare_attribute(const void *key, const void *entry) {
  return strcmp(key, ((const struct sanitise_attribute *)entry)->name);
}

const struct sanitise_element *sanitise_find_element(const char *name) {
  return bsearch(name, elements, sizeof elements / sizeof *elements, sizeof *elements,
      sanitise_table_compare_element);
}

const struct sanitise_attribute *sanitise_find_attribute(const char *name) {
  return bsearch(name, attributes, sizeof attributes / sizeof *attributes,
      sizeof *attributes, sanitise_table_compare_attribute);
}

bool sanitise_has_word(const char *words, const char *word, size_t n) {
  /* Most words differ in their first letter, which is found without a call. */
  for (const char *at = words; *at; at++) {
    if (*at == *word && strncmp(at, word, n) == 0 && at[n] == ' ')
      return true;
    while (*at != ' ')
      at++;
  }
  return false;
}

const char *sanitise_find_class(const char *word, size_t n, char room[64]) {
  static const char prefix[] = "language-", prettify[] = "lang-";
  /* The form of Google's Prettify, which plugins of WordPress have used. */
  size_t skip = n > 5 && strncmp(word, prettify, 5) == 0 ? sizeof prettify - 1 : 0;
  size_t more = skip ? sizeof prefix - 1 : 0;
  if (n == 0 || n - skip + more >= 64)
    return NULL;
  memcpy(room, prefix, more);
  memcpy(room + more, word + skip, n - skip);
  room[n - skip + more] = '\0';
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (strcmp(room, classes[i][0]) == 0)
      return classes[i][1];
  /* The class that Markdown gives to fenced code, by which a script of a theme
   * highlights it. */
  const char *rest = room + sizeof prefix - 1;
  bool language = strncmp(room, prefix, sizeof prefix - 1) == 0 && *rest;
  size_t good = language ? strspn(rest, "abcdefghijklmnopqrstuvwxyz"
                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+#-_.")
                         : 0;
  return language && !rest[good] ? room : NULL;
}

bool sanitise_is_page_id(const char *id) {
  /* Comments have IDs such as "comment-7", updates of a live post "update-7". */
  return strncmp(id, "comment", 7) == 0 || strncmp(id, "update-", 7) == 0 ||
         sanitise_has_word(page_ids, id, strlen(id));
}
