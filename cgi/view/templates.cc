#include "view/templates.h"

#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <string>

#include <ctemplate/template.h>

#include "view/template_text.h"

namespace {

// In HTML, a line with nothing but the mark of a section would leave a blank line. In
// plain text, blank lines separate paragraphs.
ctemplate::Strip Strip(const char *name) {
  return template_text_is_plain(name) ? ctemplate::DO_NOT_STRIP
                                      : ctemplate::STRIP_BLANK_LINES;
}

// The values that stand for the parts of a page. They are known by their address, so
// that no text of an author can be taken for one.
const char kParts[TEMPLATE_PARTS][2] = {"c", "f"};

// Expands into a struct buf. With `gaps`, notes where the parts of a page belong
// instead of adding them.
class BufEmitter : public ctemplate::ExpandEmitter {
public:
  explicit BufEmitter(struct buf *out, struct template_gap *gaps = nullptr)
      : out_(out), gaps_(gaps) {
  }
  void Emit(char c) override {
    buf_putc(out_, c);
  }
  void Emit(const std::string &s) override {
    buf_add(out_, s.data(), s.size());
  }
  void Emit(const char *s) override {
    buf_puts(out_, s);
  }
  void Emit(const char *s, size_t n) override {
    // The line end after a part belongs to its line (template_text_parted).
    if (skip_ && n && *s == '\n') {
      s++;
      n--;
    }
    skip_ = false;
    for (int i = 0; gaps_ && i < TEMPLATE_PARTS; i++)
      if (s == kParts[i] && found_ < TEMPLATE_PARTS) {
        gaps_[found_++] = {static_cast<enum template_part>(i), out_->len};
        skip_ = true;
        return;
      }
    buf_add(out_, s, n);
  }
  int Found() const {
    return found_;
  }

private:
  struct buf *out_;
  struct template_gap *gaps_;
  int found_ = 0;
  bool skip_ = false;
};

// FNV-1a: fast, and good enough to find a name and to notice a changed template.
uint64_t Fold(uint64_t hash, const char *text, size_t n) {
  for (size_t i = 0; i < n; i++)
    hash = (hash ^ static_cast<unsigned char>(text[i])) * UINT64_C(1099511628211);
  return hash;
}

const uint64_t kHashStart = UINT64_C(14695981039346656037);

} // namespace

struct templates {
  ctemplate::TemplateCache cache;
  uint64_t hash = kHashStart;
  bool parted = false; // kPage has the sections of template_text_parted
};

// The page that can be rendered in parts.
static const char kPage[] = "article.html";

static enum err load_one(struct templates *t, const char *name,
    const struct overlay *own, const char *lang, char *why, size_t why_size) {
  struct buf text = {};
  enum err e =
      strcmp(name, kPage) == 0
          ? template_text_parted(name, own, lang, &text, &t->parted, why, why_size)
          : template_text(name, own, lang, &text, why, why_size);
  if (!e) {
    std::string content(buf_text(&text), text.len);
    // Part of the key of each cached page: a changed template makes all of them
    // outdated.
    t->hash = Fold(t->hash, content.data(), content.size());
    if (!t->cache.StringToTemplateCache(name, content, Strip(name))) {
      // The marks are valid, so this is about where they are: a variable in a place
      // where no escaping is safe, for example an attribute without quotes.
      snprintf(why, why_size,
          "template %s has a variable where it cannot be escaped: see the preceding lines "
          "on standard error",
          name);
      e = ERR_TEMPLATE;
    }
  }
  buf_free(&text);
  return e;
}

enum err templates_load(struct templates **out, const struct overlay *own,
    const char *lang, char *why, size_t why_size) {
  try {
    enum err e = OK;
    for (size_t i = 0; own && !e && i < OVERLAY_FOLDERS; i++)
      e = template_text_check_folder(own->folders[i], why, why_size);
    // Owned here until all are loaded: a set that lacks a template must not be used.
    auto t = std::make_unique<templates>();
    for (size_t i = 0; !e && template_text_name(i); i++)
      e = load_one(t.get(), template_text_name(i), own, lang, why, why_size);
    if (e)
      return e;
    // ExpandNoLoad, which never takes the lock for loading, requires a frozen cache.
    t->cache.Freeze();
    *out = t.release();
    return OK;
  } catch (const std::bad_alloc &) {
    return ERR_NOMEM;
  } catch (...) {
    snprintf(why, why_size, "cannot load the templates: ctemplate failed");
    return ERR_TEMPLATE;
  }
}

void templates_free(struct templates *t) {
  delete t;
}

uint64_t templates_hash(const struct templates *t) {
  return t->hash;
}

static enum err render_to(const struct templates *t, const char *file,
    const struct dict *d, BufEmitter *emitter, struct buf *out) {
  size_t before = out->len;
  try {
    // No data per expansion: that is for modifiers of an application's own, and there
    // are none.
    if (t->cache.ExpandNoLoad(file, Strip(file), dict_values(d), nullptr, emitter))
      return buf_status(out);
  } catch (...) {
    // No exception may pass through the callers, which are C.
    out->len = before;
    return ERR_TEMPLATE;
  }
  out->len = before;
  return out->failed ? ERR_NOMEM : ERR_TEMPLATE;
}

enum err templates_render(
    const struct templates *t, const char *file, struct dict *d, struct buf *out) {
  if (t->parted && strcmp(file, kPage) == 0)
    dict_show(d, TEMPLATE_AS_A_WHOLE, 1);
  if (!dict_values(d))
    return ERR_NOMEM;
  BufEmitter emitter(out);
  return render_to(t, file, d, &emitter, out);
}

bool templates_has_parts(const struct templates *t) {
  return t->parted;
}

enum err templates_render_parted(const struct templates *t, struct dict *d,
    struct buf *out, struct template_gap *gaps) {
  dict_show(d, TEMPLATE_IN_PARTS, 1);
  dict_set(d, TEMPLATE_COMMENTS_PART, kParts[TEMPLATE_PART_COMMENTS]);
  dict_set(d, TEMPLATE_FORM_PART, kParts[TEMPLATE_PART_FORM]);
  if (!dict_values(d))
    return ERR_NOMEM;
  BufEmitter emitter(out, gaps);
  enum err e = render_to(t, kPage, d, &emitter, out);
  // Both are outside of all sections.
  return e || emitter.Found() == TEMPLATE_PARTS ? e : ERR_TEMPLATE;
}
