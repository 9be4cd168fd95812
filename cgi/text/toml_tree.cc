#include <new>
#include <sstream>
#include <string>
#include <string_view>

#include <toml++/toml.h>

extern "C" {
#include "base/limits.h"
#include "text/toml_tree.h"
}

namespace {

class Reader {
public:
  Reader(struct arena *a, int line, struct text_problem *problem)
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
      return text_problem_set(
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
      std::string name(key.str());
      const char *copy = arena_strndup(arena_, name.data(), name.size());
      enum err e = copy ? Read(value, copy, depth + 1, end) : ERR_NOMEM;
      if (e || !*end)
        return e ? e : ERR_INTERNAL;
      /* A table has no place of its own but its first key. */
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
    if (const auto *s = from.as_string()) {
      text = s->get();
    } else {
      std::ostringstream out;
      from.visit([&out](const auto &value) {
        if constexpr (toml::is_value<decltype(value)>)
          out << value;
      });
      text = out.str();
    }
    if (text.find('\0') != std::string::npos)
      return text_problem_set(problem_, node->line, "there is a NUL in a value");
    node->kind = YAML_TEXT;
    node->text = arena_strndup(arena_, text.data(), text.size());
    return node->text ? OK : ERR_NOMEM;
  }

  struct arena *arena_;
  int line_;
  struct text_problem *problem_;
};

} // namespace

enum err toml_tree_read(struct arena *a, const char *text, size_t n, int line,
    struct yaml_node **out, struct text_problem *problem) {
  try {
    toml::table table = toml::parse(std::string_view(text, n));
    yaml_node *map = nullptr;
    enum err e = Reader(a, line, problem).Read(table, nullptr, 1, &map);
    if (!e)
      *out = map->first ? map : nullptr;
    return e;
  } catch (const toml::parse_error &error) {
    std::string what(error.description());
    (void)text_problem_set(problem,
        static_cast<int>(error.source().begin.line) + line - 1,
        "the front matter is not TOML, %.150s", what.c_str());
    return ERR_SYNTAX;
  } catch (const std::bad_alloc &) {
    return ERR_NOMEM;
  } catch (...) {
    return ERR_INTERNAL;
  }
}
