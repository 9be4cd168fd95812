// ctemplate's own dictionary allocates several objects, among them a name, for each
// section that is shown. A page has hundreds, and filling it took as long as expanding
// the templates. This one keeps all values of a page in one arena, and finds a value by
// the number of its name, without hashing.
#include "view/dict.h"

#include <cstddef>
#include <cstring>
#include <new>

#include "base/arena.h"
#include "base/number_text.h"

namespace {

// The names that values have been set for, each with a number from 1. They are never
// forgotten. No lock: each process has one thread.
class Names {
public:
  // More than the names in view_*.c (template_names_list.h), with room for others.
  static const size_t kMost = 512;

  // The number of a name, which gets one if it has none. 0 if there are too many.
  uint16_t Number(const char *name) {
    Recent &recent = RecentOf(name);
    // The text counts, not the pointer: another name may have been there before.
    if (recent.text == name && strcmp(names_[recent.number], name) == 0)
      return recent.number;
    size_t n = strlen(name);
    size_t at = Find(name, n);
    if (!table_[at]) {
      char *copy = count_ + 1 < kMost ? new (std::nothrow) char[n + 1] : nullptr;
      if (!copy)
        return 0;
      memcpy(copy, name, n + 1);
      names_[++count_] = copy;
      table_[at] = static_cast<uint16_t>(count_);
    }
    recent = {name, table_[at]};
    return table_[at];
  }

  // The number of a name in a template; 0 if nothing has ever been set for it.
  uint16_t Known(const ctemplate::TemplateString &name) {
    const char *text = name.data();
    size_t n = name.size();
    Recent &recent = RecentOf(text);
    if (recent.text == text && IsName(recent.number, text, n))
      return recent.number;
    uint16_t number = table_[Find(text, n)];
    if (number)
      recent = {text, number};
    return number;
  }

private:
  static const size_t kTable = 2 * kMost, kRecent = 1024;

  // The last look-ups, by address: names are literals, or in the text of a template.
  struct Recent {
    const char *text;
    uint16_t number;
  };

  bool IsName(uint16_t number, const char *text, size_t n) const {
    const char *name = names_[number];
    return name && strncmp(name, text, n) == 0 && !name[n];
  }

  Recent &RecentOf(const char *text) {
    uintptr_t address = reinterpret_cast<uintptr_t>(text);
    return recent_[(address ^ (address >> 10)) % kRecent];
  }

  // Open addressing, FNV-1a: where the name is, or belongs. There is always a free
  // entry.
  size_t Find(const char *text, size_t n) const {
    uint32_t hash = UINT32_C(2166136261);
    for (size_t i = 0; i < n; i++)
      hash = (hash ^ static_cast<unsigned char>(text[i])) * UINT32_C(16777619);
    size_t at = hash % kTable;
    while (table_[at] && !IsName(table_[at], text, n))
      at = (at + 1) % kTable;
    return at;
  }

  size_t count_ = 0;
  const char *names_[kMost] = {}; // by number
  uint16_t table_[kTable] = {};
  Recent recent_[kRecent] = {};
};

Names names;

// Of all pages together, so that a page of any size has room. What bounds them are the
// views, whose texts are in the arena of the request.
const size_t kMostMemory = SIZE_MAX / 4;

} // namespace

// What a name means in one dictionary. A name may be both a variable and a section.
struct entry {
  const char *text; // of the variable; nullptr: none
  size_t size;
  struct dict *first, *last; // of the section: once for each
  bool is_shown;             // of the section: once, with the values around it
};

struct dict final : ctemplate::TemplateDictionaryInterface {
  struct dict *parent = nullptr, *next = nullptr;
  struct dict *root = nullptr;
  struct arena *memory = nullptr; // of the root
  bool failed = false;            // of the root: for all of them
  size_t count = 0, room = 0;
  struct entry *entries = nullptr;
  // By the number of a name: 1 + the index of its entry. 0: none.
  uint8_t at[Names::kMost] = {};

  const struct entry *Find(uint16_t number) const {
    return at[number] ? &entries[at[number] - 1] : nullptr;
  }

  // The entry of a name, a new one if there is none. nullptr, and the root has failed,
  // when out of memory.
  struct entry *Add(const char *name) {
    uint16_t number = names.Number(name);
    if (number && at[number])
      return &entries[at[number] - 1];
    void *more = number && count < UINT8_MAX
                     ? arena_grow(root->memory, entries, count, &room, sizeof *entries)
                     : nullptr;
    if (!more) {
      root->failed = true;
      return nullptr;
    }
    entries = static_cast<struct entry *>(more);
    entries[count] = {};
    at[number] = static_cast<uint8_t>(count + 1);
    return &entries[count++];
  }

  // The section of a name, here or around it, and the dictionary that has it.
  const struct entry *Section(
      const ctemplate::TemplateString &name, const struct dict **owner) const {
    uint16_t number = names.Known(name);
    for (const struct dict *d = number ? this : nullptr; d; d = d->parent) {
      const struct entry *e = d->Find(number);
      if (e && (e->first || e->is_shown)) {
        *owner = d;
        return e;
      }
    }
    return nullptr;
  }

  class Sections;

  // ---- What ctemplate asks ----

  ctemplate::TemplateString GetValue(
      const ctemplate::TemplateString &name) const override {
    uint16_t number = names.Known(name);
    for (const struct dict *d = number ? this : nullptr; d; d = d->parent) {
      const struct entry *e = d->Find(number);
      if (e && e->text)
        return ctemplate::TemplateString(e->text, e->size);
    }
    return Constant(name);
  }

  bool IsHiddenSection(const ctemplate::TemplateString &name) const override {
    const struct dict *owner;
    return !Section(name, &owner);
  }

  bool IsUnhiddenSection(const ctemplate::TemplateString &name) const override {
    return !IsHiddenSection(name);
  }

  Iterator *CreateSectionIterator(const ctemplate::TemplateString &name) const override;

  // Templates include others before ctemplate sees them (template_text.c).
  bool IsHiddenTemplate(const ctemplate::TemplateString &) const override {
    return true;
  }
  const char *GetIncludeTemplateName(
      const ctemplate::TemplateString &, int) const override {
    return "";
  }
  Iterator *CreateTemplateIterator(const ctemplate::TemplateString &) const override;
  void DumpToString(std::string *, int) const override {
  }

  // The two names that ctemplate's own dictionary has from the beginning.
  static ctemplate::TemplateString Constant(const ctemplate::TemplateString &name) {
    if (name.size() == 8 && memcmp(name.data(), "BI_SPACE", 8) == 0)
      return ctemplate::TemplateString(" ", 1);
    if (name.size() == 10 && memcmp(name.data(), "BI_NEWLINE", 10) == 0)
      return ctemplate::TemplateString("\n", 1);
    return ctemplate::TemplateString("", 0);
  }
};

// ctemplate deletes each iterator soon after it gets it. Sections nest, so there are a
// few at a time, whose memory is used again.
class dict::Sections final : public ctemplate::TemplateDictionaryInterface::Iterator {
public:
  // All dictionaries from `first` on, or else just that one.
  Sections(const struct dict *first, bool all) : next_(first), all_(all) {
  }
  bool HasNext() const override {
    return next_ != nullptr;
  }
  const ctemplate::TemplateDictionaryInterface &Next() override {
    const struct dict *d = next_;
    next_ = all_ ? d->next : nullptr;
    return *d;
  }

  static void *operator new(size_t size) {
    if (!unused_)
      return ::operator new(size);
    Unused *u = unused_;
    unused_ = u->next;
    return u;
  }
  static void operator delete(void *p) {
    unused_ = new (p) Unused{unused_};
  }

private:
  // Smaller than an iterator.
  struct Unused {
    Unused *next;
  };
  static Unused *unused_;
  const struct dict *next_;
  bool all_;
};

dict::Sections::Unused *dict::Sections::unused_ = nullptr;

ctemplate::TemplateDictionaryInterface::Iterator *dict::CreateSectionIterator(
    const ctemplate::TemplateString &name) const {
  const struct dict *owner = nullptr;
  const struct entry *e = Section(name, &owner);
  if (e && e->first)
    return new Sections(e->first, true);
  return new Sections(e ? owner : nullptr, false);
}

ctemplate::TemplateDictionaryInterface::Iterator *dict::CreateTemplateIterator(
    const ctemplate::TemplateString &) const {
  return new Sections(nullptr, false);
}

struct dict *dict_new(void) {
  struct arena *memory = arena_new(kMostMemory);
  void *room = memory ? arena_alloc(memory, sizeof(struct dict)) : nullptr;
  if (!room) {
    arena_free(memory);
    return nullptr;
  }
  struct dict *d = new (room) struct dict;
  d->memory = memory;
  d->root = d;
  return d;
}

// Nothing in the arena has a destructor that does something.
void dict_free(struct dict *d) {
  if (d)
    arena_free(d->memory);
}

void dict_set(struct dict *d, const char *name, const char *value) {
  struct entry *e = d ? d->Add(name) : nullptr;
  if (!e)
    return;
  // No copy: values live in the arena of the request, which outlives the dictionary.
  e->text = value ? value : "";
  e->size = strlen(e->text);
}

void dict_set_int(struct dict *d, const char *name, int64_t value) {
  char text[NUMBER_TEXT];
  if (!d)
    return;
  // Copied, unlike in dict_set: `text` is gone when this returns.
  const char *copy = arena_strdup(d->root->memory, number_text(value, 1, text));
  if (copy)
    dict_set(d, name, copy);
  else
    d->root->failed = true;
}

static struct dict *dict_append(struct dict *d, struct entry *e) {
  void *room = arena_alloc(d->root->memory, sizeof(struct dict));
  if (!room) {
    d->root->failed = true;
    return nullptr;
  }
  struct dict *child = new (room) struct dict;
  child->parent = d;
  child->root = d->root;
  if (e->last)
    e->last->next = child;
  else
    e->first = child;
  e->last = child;
  return child;
}

struct dict *dict_section(struct dict *d, const char *name) {
  struct entry *e = d ? d->Add(name) : nullptr;
  if (!e)
    return nullptr;
  // What was shown once, and is now shown with values as well, is shown twice.
  if (e->is_shown && !e->first && !dict_append(d, e))
    return nullptr;
  return dict_append(d, e);
}

void dict_section_value(
    struct dict *d, const char *section, const char *name, const char *value) {
  if (!value || !*value)
    return;
  // In `d` and not in a dictionary of the section: two sections of one dictionary must
  // not use the same name for different values.
  dict_set(d, name, value);
  dict_show(d, section, 1);
}

void dict_show(struct dict *d, const char *section, int shown) {
  struct entry *e = shown && d ? d->Add(section) : nullptr;
  if (e && !e->first)
    e->is_shown = true;
}

// Views do not check each call: a failure is remembered where it happened and found
// here.
const ctemplate::TemplateDictionaryInterface *dict_values(const struct dict *root) {
  return root && !root->failed ? root : nullptr;
}
