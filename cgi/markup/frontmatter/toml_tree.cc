#include <new>
#include <sstream>
#include <string>
#include <string_view>

#include <toml++/toml.h>
#include <unistr.h>

extern "C" {
#include "base/limits.h"
#include "markup/frontmatter/toml_tree.h"
}

namespace {

// toml++ 3.3 tests characters from U+00A0 to U+FEFF for white space and, for most of
// them, runs into code that it declares unreachable. So they are moved to plane 16,
// which nobody uses, before it parses, and moved back in what it returns.
const ucs4_t kPlane = 0x100000;

void Put(std::string &out, ucs4_t c) {
  uint8_t bytes[6];
  int n = u8_uctomb(bytes, c, sizeof bytes);
  if (n > 0)
    out.append(reinterpret_cast<char *>(bytes), static_cast<size_t>(n));
}

// Moves characters there or back. Returns false if one is there already.
bool Move(std::string_view from, bool there, std::string &out) {
  const auto *at = reinterpret_cast<const uint8_t *>(from.data());
  size_t left = from.size();
  out.reserve(from.size() + from.size() / 4);
  while (left > 0) {
    ucs4_t c = *at;
    int n = c < 0x80 ? 1 : u8_mbtoucr(&c, at, left);
    if (n < 0) {
      out.push_back(static_cast<char>(*at)); // not UTF-8: toml++ reports it
      n = 1;
    } else if (there && c >= kPlane) {
      return false;
    } else if (there && c >= 0x80 && c <= 0xffff) {
      Put(out, c + kPlane);
    } else {
      Put(out, !there && c >= kPlane ? c - kPlane : c);
    }
    at += n;
    left -= static_cast<size_t>(n);
  }
  return true;
}

class Reader {
public:
  Reader(struct arena *a, int line, struct parse_problem *problem)
      : arena_(a), line_(line), problem_(problem) {
  }

  enum err Read(const toml::node &from, const char *key, int depth, yaml_node **out) {
    auto node = static_cast<yaml_node *>(arena_alloc(arena_, sizeof(yaml_node)));
    if (!node)
      return ERR_NOMEM;
    *node = {};
    node->line = static_cast<int>(from.source().begin.line) + line_ - 1;
    node->key = key;
    if (depth > LIMIT_FRONT_MATTER_DEPTH)
      return parse_problem_set(
          problem_, node->line, "the front matter is nested too deeply");
    *out = node;
    if (const auto *table = from.as_table())
      return ReadTable(*table, depth, node);
    if (const auto *array = from.as_array())
      return ReadArray(*array, depth, node);
    return ReadText(from, node);
  }

private:
  enum err ReadTable(const toml::table &table, int depth, yaml_node *node) {
    node->kind = YAML_MAP;
    yaml_node **end = &node->first;
    for (const auto &[key, value] : table) {
      std::string name;
      Move(key.str(), false, name);
      const char *copy = arena_strndup(arena_, name.data(), name.size());
      enum err e = copy ? Read(value, copy, depth + 1, end) : ERR_NOMEM;
      if (e || !*end)
        return e ? e : ERR_INTERNAL;
      /* A table has no position of its own, only that of its first key. */
      (*end)->line = static_cast<int>(key.source().begin.line) + line_ - 1;
      end = &(*end)->next;
    }
    return OK;
  }

  enum err ReadArray(const toml::array &array, int depth, yaml_node *node) {
    node->kind = YAML_LIST;
    yaml_node **end = &node->first;
    for (const auto &value : array) {
      enum err e = Read(value, nullptr, depth + 1, end);
      if (e || !*end)
        return e ? e : ERR_INTERNAL;
      end = &(*end)->next;
    }
    return OK;
  }

  enum err ReadText(const toml::node &from, yaml_node *node) {
    std::string text;
    /* Dates and numbers are printed, so that they are read by the same rules as in
     * YAML. */
    if (const auto *s = from.as_string()) {
      Move(s->get(), false, text);
    } else {
      std::ostringstream out;
      from.visit([&out](const auto &value) {
        if constexpr (toml::is_value<decltype(value)>)
          out << value;
      });
      text = out.str();
    }
    if (text.find('\0') != std::string::npos)
      return parse_problem_set(problem_, node->line, "a value contains a NUL");
    node->kind = YAML_TEXT;
    node->text = arena_strndup(arena_, text.data(), text.size());
    return node->text ? OK : ERR_NOMEM;
  }

  struct arena *arena_;
  int line_;
  struct parse_problem *problem_;
};

} // namespace

enum err toml_tree_read(struct arena *a, const char *text, size_t n, int line,
    struct yaml_node **out, struct parse_problem *problem) {
  try {
    std::string moved;
    if (!Move(std::string_view(text, n), true, moved))
      return parse_problem_set(problem, line,
          "the front matter contains a character of plane 16 (U+100000 and above):"
          " remove it");
    toml::table table = toml::parse(moved);
    yaml_node *map = nullptr;
    enum err e = Reader(a, line, problem).Read(table, nullptr, 1, &map);
    if (!e)
      *out = map->first ? map : nullptr;
    return e;
  } catch (const toml::parse_error &error) {
    std::string what;
    Move(error.description(), false, what);
    (void)parse_problem_set(problem,
        static_cast<int>(error.source().begin.line) + line - 1,
        "the front matter is not TOML, %.150s", what.c_str());
    return ERR_SYNTAX;
  } catch (const std::bad_alloc &) {
    return ERR_NOMEM;
    /* An exception that left this function would pass through C, which is undefined
     * behaviour. */
  } catch (...) {
    return ERR_INTERNAL;
  }
}
