#include "engine/placeholders.h"

#include "base/text.h"

namespace doctor {

namespace {

/// More values for one text are no list but a file.
constexpr std::size_t kMostTexts = 10'000;

bool is_name(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '.';
}

/// The name of the placeholder that begins at `at`, or nothing.
std::string_view name_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && is_name(text[end])) ++end;
  if (end == at + 1 || end == text.size() || text[end] != '%') return {};
  return text.substr(at + 1, end - at - 1);
}

}  // namespace

Placeholders Placeholders::load(const DataStore& data, Diagnostics& problems) {
  Placeholders out;
  const auto& documents = data.documents();
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    if (document_kind(documents[i]) != DocumentKind::placeholders) continue;
    for (const Yaml& root : read_yaml(documents[i], i, problems)) {
      const Yaml* map = root.find("placeholders");
      if (map == nullptr) map = root.find("vars");
      if (map == nullptr) map = &root;
      if (!map->is_map()) {
        problems.add({"placeholders-grammar",
                      Severity::error,
                      {i, 0, map->line, map->column},
                      0,
                      "placeholders must be a map of names to values",
                      {}});
        continue;
      }
      out.read(*map, i, problems);
    }
  }
  return out;
}

void Placeholders::read(const Yaml& map, std::uint32_t source, Diagnostics& problems) {
  YamlReader reader(map, source, problems);
  for (const auto& [name, value] : map.members) {
    std::vector<std::string> texts = reader.texts(name);
    if (texts.empty()) {
      reader.error(value, "placeholders-grammar", "placeholder '" + printable(name) + "' has no values");
      continue;
    }
    values_[name] = std::move(texts);
  }
}

Result<std::vector<std::string>> Placeholders::expand(std::string_view text) {
  std::vector<std::string> texts{{}};
  const auto append = [&](std::string_view more) {
    for (std::string& t : texts) t += more;
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at, 2) == "\\%" || text.substr(at, 2) == "\\\\") {
      append(text[at + 1] == '%' ? "%" : "\\\\");  // an escaped backslash escapes nothing behind it
      at += 2;
      continue;
    }
    const std::string_view name = text[at] == '%' ? name_at(text, at) : std::string_view();
    if (name.empty()) {
      append(text.substr(at++, 1));
      continue;
    }
    const auto values = values_.find(name);
    if (values == values_.end()) {
      return Error{Errc::not_found, "placeholder '" + std::string(name) + "' has no values"};
    }
    if (texts.size() * values->second.size() > kMostTexts) {
      return Error{Errc::limit, "its placeholders stand for more than " + std::to_string(kMostTexts) + " texts"};
    }
    std::vector<std::string> longer;
    for (const std::string& t : texts) {
      for (const std::string& value : values->second) longer.push_back(t + value);
    }
    texts = std::move(longer);
    at += name.size() + 2;
  }
  texts_made_ += texts.size();
  if (texts_made_ > kMostTextsOfAll) {
    return Error{Errc::limit, "the placeholders of all rules together stand for more than " +
                                  std::to_string(kMostTextsOfAll) + " texts"};
  }
  return texts;
}

}  // namespace doctor
