#include "catalogue/case_file.h"

#include <fmt/format.h>

#include "data/yaml.h"
#include "support/temp_dir.h"

namespace doctor::test {

namespace {

double seconds(YamlReader& in, const Yaml& item, std::string_view key) {
  std::string text = in.text(key);
  if (text.empty() || text == "0") return 0;
  const bool negative = text.front() == '-';
  if (negative) text.erase(0, 1);
  const auto span = parse_timespan(text);
  if (!span) {
    in.error(item, "case-bad-time", fmt::format("'{}' is no time; write 90s, 5m, 2h, 1d", text));
    return 0;
  }
  const double value = static_cast<double>(span->count) / static_cast<double>(kTicksPerSecond);
  return negative ? -value : value;
}

std::vector<std::pair<std::string, std::string>> pairs(YamlReader& in, std::string_view key) {
  std::vector<std::pair<std::string, std::string>> out;
  const Yaml* map = in.node(key);
  if (map == nullptr) return out;
  if (!map->is_map()) in.error(*map, "case-not-a-map", fmt::format("'{}' must be a map", key));
  for (const auto& [name, value] : map->members) out.emplace_back(name, value.scalar);
  return out;
}

CaseEvent read_event(const Yaml& item, std::uint32_t source, Diagnostics& problems) {
  CaseEvent out;
  YamlReader in(item, source, problems);
  out.at = seconds(in, item, "at");
  out.every = seconds(in, item, "every");
  out.times = static_cast<unsigned>(in.integer("times").value_or(1));
  out.log = in.text("log", true);
  out.provider = in.text("provider", true);
  out.id = static_cast<std::uint32_t>(in.integer("id", true).value_or(0));
  out.level = static_cast<unsigned>(in.integer("level").value_or(2));
  out.data = pairs(in, "data");
  out.strings = in.texts("strings");
  out.binary = in.text("binary");
  out.service = in.text("service");
  out.user_data = in.text("user_data");
  out.attach = pairs(in, "attach");
  in.finish();
  return out;
}

CaseCertificate read_certificate(const Yaml& item, std::uint32_t source, Diagnostics& problems) {
  CaseCertificate out;
  YamlReader in(item, source, problems);
  out.name = in.text("name", true);
  out.subject = in.text("subject", true);
  out.issuer = in.text("issuer");
  out.hash = in.text("hash");
  out.key = in.text("key");
  out.usage = in.text("usage");
  out.names = in.texts("names");
  out.from = seconds(in, item, "from");
  out.to = seconds(in, item, "to");
  out.is_ca = in.text("ca") == "true";
  in.finish();
  return out;
}

CaseArtifact read_artifact(const Yaml& item, std::uint32_t source, Diagnostics& problems) {
  CaseArtifact out;
  YamlReader in(item, source, problems);
  out.name = in.text("name", true);
  out.text = in.text("text");
  out.utf16 = in.text("utf16") == "true";
  out.certificates = in.texts("certificates");
  out.crl_of = in.text("crl_of");
  out.from = seconds(in, item, "from");
  out.to = seconds(in, item, "to");
  in.finish();
  return out;
}

CaseLog read_log(const Yaml& item, std::uint32_t source, Diagnostics& problems) {
  if (item.is_scalar()) return {item.scalar, {}};
  YamlReader in(item, source, problems);
  CaseLog out{in.text("log", true), in.text("provider")};
  in.finish();
  return out;
}

const std::vector<Yaml>& items(YamlReader& in, std::string_view key) {
  static const std::vector<Yaml> none;
  const Yaml* list = in.node(key);
  if (list == nullptr) return none;
  if (!list->is_list()) in.error(*list, "case-not-a-list", fmt::format("'{}' must be a list", key));
  return list->items;
}

Case read_case(const Yaml& item, std::uint32_t source, Diagnostics& problems) {
  Case out;
  YamlReader in(item, source, problems);
  out.name = in.text("name", true);
  out.expect = in.text("expect", true);
  out.rival = in.text("rival");
  out.topology = in.text("topology");
  out.also = pairs(in, "also");
  if (std::string computer = in.text("computer"); !computer.empty()) out.computer = std::move(computer);
  const std::string start = in.text("start");
  const auto time = parse_iso8601(start.empty() ? "2015-06-01T07:00:00Z" : start);
  if (!time) in.error(item, "case-bad-time", fmt::format("'{}' is no moment", start));
  out.start = time.value_or(FileTime{});
  for (const Yaml& log : items(in, "logs")) out.logs.push_back(read_log(log, source, problems));
  for (const Yaml& event : items(in, "events")) out.events.push_back(read_event(event, source, problems));
  for (const Yaml& one : items(in, "certificates")) out.certificates.push_back(read_certificate(one, source, problems));
  for (const Yaml& one : items(in, "files")) out.files.push_back(read_artifact(one, source, problems));
  in.finish();
  return out;
}

}  // namespace

CaseFile read_case_file(const std::filesystem::path& path, std::uint32_t source, Diagnostics& problems) {
  CaseFile out;
  for (const Yaml& document : parse_yaml(read_file(path.string()), source, problems)) {
    YamlReader in(document, source, problems);
    out.id = in.text("diagnosis");
    if (out.id.empty()) {
      out.id = in.text("false_alarm", true);
      out.is_false_alarm = true;
    }
    for (const Yaml& item : items(in, "cases")) out.cases.push_back(read_case(item, source, problems));
    in.finish();
  }
  return out;
}

}  // namespace doctor::test
