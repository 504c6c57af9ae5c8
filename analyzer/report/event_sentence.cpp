#include "report/event_sentence.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "report/code_words.h"

namespace doctor {

namespace {

constexpr std::size_t kValue = 160;     // bytes of a value: a subject with all its parts is shorter
constexpr std::size_t kValues = 4;      // of one field
constexpr std::size_t kData = 6;        // fields of an event that nobody knows
constexpr std::size_t kDataText = 240;  // bytes of all of them

using Values = std::vector<std::string>;

bool says_something(const Value& value) {
  if (value.type == Value::Type::none) return false;
  if (value.type == Value::Type::bytes) return !value.text.empty();
  return !value.is_text() || !trim(value.text).empty();
}

/// Where a sentence finds the fields of its event.
class FieldSource {
 public:
  virtual ~FieldSource() = default;
  /// All values of that name that are not empty; none if it is absent.
  virtual Values values(std::string_view name) const = 0;
};

class EventFields : public FieldSource {
 public:
  explicit EventFields(const Event& event) : event_(event) {}

  Values values(std::string_view name) const override {
    Values out = named(event_.data, name);
    return out.empty() ? named(event_.facts, name) : out;
  }

 private:
  static Values named(std::span<const Field> fields, std::string_view name) {
    Values out;
    for (const Field& field : fields) {
      if ((field.name == name || field.path == name) && says_something(field.value)) {
        out.push_back(field.value.to_text());
      }
    }
    return out;
  }

  const Event& event_;
};

class FindingFields : public FieldSource {
 public:
  FindingFields(const std::vector<std::string>& names, std::string_view joined) : names_(names), joined_(joined) {}

  Values values(std::string_view name) const override {
    const auto at = std::find(names_.begin(), names_.end(), name);
    if (at == names_.end()) return {};
    Values out;
    for (const std::string_view value : values_of(joined_, static_cast<std::size_t>(at - names_.begin()))) {
      if (!trim(value).empty()) out.emplace_back(value);
    }
    return out;
  }

 private:
  const std::vector<std::string>& names_;
  std::string_view joined_;
};

/// Bounded, in one line: white space of all kinds becomes one blank.
std::string shown(std::string_view value) {
  std::string flat;
  for (const char c : trim(value).substr(0, 4 * kValue)) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) {
      flat += c;
    } else if (!flat.ends_with(' ')) {
      flat += ' ';
    }
  }
  if (flat.size() <= kValue) return flat;
  return std::string(prefix(flat, kValue)) + "...";
}

std::string listed(const Values& values) {
  Values different;
  for (const std::string& value : values) {
    if (std::find(different.begin(), different.end(), value) == different.end()) different.push_back(value);
  }
  std::string out;
  for (std::size_t i = 0; i < different.size() && i < kValues; ++i) {
    if (i > 0) out += ", ";
    out += shown(different[i]);
  }
  if (different.size() > kValues) out += fmt::format(" and {} more", different.size() - kValues);
  return out;
}

class Speaker {
 public:
  Speaker(const FieldSource& fields, const KnowledgeBase& knowledge, std::uint32_t event_id)
      : fields_(fields), knowledge_(knowledge), event_id_(event_id) {}

  /// Empty if a field outside of brackets is missing.
  std::string say(const Sentence& sentence) const {
    std::string out;
    const auto& parts = sentence.parts;
    for (std::size_t i = 0; i < parts.size();) {
      std::size_t end = i + 1;
      while (end < parts.size() && parts[end].stretch == parts[i].stretch) ++end;
      const auto stretch = say_parts(std::span(parts).subspan(i, end - i));
      if (stretch) out += *stretch;
      if (!stretch && parts[i].stretch == 0) return {};
      i = end;
    }
    return out;
  }

  /// "title (0x80090325 SEC_E_UNTRUSTED_ROOT): Name value, Name value"
  std::string say_title(std::string_view title, std::span<const std::string_view> names) const {
    std::string out(title);
    if (const std::string code = one("StatusCode", Wording::failure); !code.empty()) out += " (" + code + ")";
    std::string_view mark = ": ";
    for (const std::string_view name : names) {
      const std::string value = one(name, Wording::text);
      if (value.empty()) continue;
      out.append(mark).append(name).append(" ").append(value);
      mark = ", ";
    }
    return out;
  }

  std::string one(std::string_view name, Wording wording) const {
    const Values values = fields_.values(name);
    if (values.empty()) return {};
    if (wording == Wording::text) return listed(values);
    return words_of_code(shown(values.front()), wording, {knowledge_, event_id_, alert()});
  }

 private:
  std::optional<std::string> say_parts(std::span<const SentencePart> parts) const {
    std::string out;
    for (const SentencePart& part : parts) {
      out += part.before;
      if (part.names.empty()) continue;
      std::string value;
      for (std::size_t i = 0; i < part.names.size() && value.empty(); ++i) value = one(part.names[i], part.wording);
      if (value.empty()) return std::nullopt;
      out += value;
    }
    return out;
  }

  std::optional<std::uint32_t> alert() const {
    const Values values = fields_.values("TlsAlert");
    const auto number = values.empty() ? std::nullopt : parse_integer(values.front());
    return number && *number <= 255 ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
  }

  const FieldSource& fields_;
  const KnowledgeBase& knowledge_;
  std::uint32_t event_id_;
};

/// Titles of articles begin with a capital, sentences do not. Only words that are no names are changed: those that titles begin with.
std::string as_sentence(std::string_view title) {
  constexpr std::array<std::string_view, 24> kWords = {
      "A",          "Address", "An",       "Autodiscovery", "Backup", "Building", "Certificates", "Changes",
      "Checking",   "Data",    "Fetching", "File",          "Known",  "Looking",  "Many",         "No",
      "Properties", "Reading", "Several",  "Start",         "The",    "This",     "Tracing",      "Updates"};
  std::string out(title);
  const std::string_view first = title.substr(0, title.find(' '));
  if (std::find(kWords.begin(), kWords.end(), first) != kWords.end()) out[0] = static_cast<char>(out[0] - 'A' + 'a');
  return out;
}

/// Fields that a title is not better for: numbers of things that are gone, bytes, and what the status says in words.
bool tells_little(std::string_view name) {
  constexpr std::array<std::string_view, 14> kNames = {
      "CallerProcessId", "TaskId", "CapiTask",         "Binary",     "binaryData", "ErrorCode",   "ErrorMsg",
      "Result",          "Error",  "ErrorMessageText", "StatusCode", "StatusName", "EncodedCert", "hashName"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// "Name=value, Name=value and 3 more"; unnamed ones without a name.
std::string data_words(std::span<const Field> data) {
  std::string out;
  std::size_t fields = 0;
  for (const Field& field : data) {
    if (!says_something(field.value)) continue;
    const std::string value = shown(field.value.to_text());
    std::string text;
    if (field.name != "Data") text.append(shown(field.name)).append("=");
    text += value;
    if (fields == kData || (!out.empty() && out.size() + text.size() > kDataText)) break;
    out.append(out.empty() ? "" : ", ").append(text);
    ++fields;
  }
  const auto all = static_cast<std::size_t>(
      std::count_if(data.begin(), data.end(), [](const Field& field) { return says_something(field.value); }));
  if (all > fields) out += fmt::format("{} {} more", out.empty() ? "" : " and", all - fields);
  return out;
}

std::vector<std::string_view> names_worth(const EventArticle& article) {
  std::vector<std::string_view> names;
  for (const auto& [name, meaning] : article.fields) {
    if (!tells_little(name)) names.push_back(name);
  }
  return names;
}

}  // namespace

std::string event_sentence(const Event& event, const KnowledgeBase& knowledge) {
  const EventFields fields(event);
  const Speaker speaker(fields, knowledge, event.event_id);
  const EventArticle* article = knowledge.event(event.provider, event.event_id);
  if (article == nullptr) {
    const std::string data = data_words(event.data);
    return printable(data.empty() ? "no data" : data);
  }
  std::string out = speaker.say(article->sentence);
  if (!out.empty()) return printable(out);
  const std::string title = as_sentence(article->title);
  out = speaker.say_title(title, names_worth(*article));
  if (out == title) {
    if (const std::string data = data_words(event.data); !data.empty()) out += ": " + data;
  }
  return printable(out);
}

std::string finding_sentence(const ScanResult& scan, const RuleSet& rules, const KnowledgeBase& knowledge,
                             const Finding& finding) {
  static const std::vector<std::string> kNone;
  const Rule* rule = finding.rule < rules.rules().size() ? &rules.rules()[finding.rule] : nullptr;
  const std::vector<std::string>& kept = rule == nullptr ? kNone : rule->keep;
  const FindingFields fields(kept, scan.strings[finding.values]);
  const Speaker speaker(fields, knowledge, finding.event_id);
  const EventArticle* article = knowledge.event(scan.strings[finding.provider], finding.event_id);
  if (article != nullptr) {
    if (std::string out = speaker.say(article->sentence); !out.empty()) return printable(out);
  }
  std::vector<std::string_view> names;
  for (const std::string& name : kept) {
    if (!tells_little(name)) names.push_back(name);
  }
  const std::string title = article != nullptr ? as_sentence(article->title) : rule != nullptr ? rule->title : "";
  return printable(speaker.say_title(title, names));
}

}  // namespace doctor
