#include "app/options_filter.h"

#include <CLI/CLI.hpp>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace doctor {

namespace {

/// Plain decimal digits, or 0x and hexadecimal ones.
std::optional<std::uint64_t> number(std::string_view text) {
  bool negative = false;
  const auto n = parse_integer(trim(text), &negative);
  if (!n || negative) return std::nullopt;
  return n;
}

/// "4624", "4700-4705" and "4624,4700-4705". False if it is anything else.
bool add_ids(const std::string& list, Prefilter& filter) {
  constexpr std::uint64_t kHighest = 65535;  // no event of Windows has a higher id
  for (const std::string_view part : split(list, ',')) {
    const std::size_t dash = part.find('-', 1);
    const auto first = number(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : number(part.substr(dash + 1));
    if (!first || !last || *first > *last || *last > kHighest) return false;
    for (std::uint64_t id = *first; id <= *last; ++id) filter.allow(static_cast<std::uint32_t>(id));
  }
  return true;
}

bool add_levels(const std::string& list, Prefilter& filter) {
  constexpr std::array<std::pair<std::string_view, std::uint8_t>, 8> kNames = {{{"critical", 1},
                                                                                {"error", 2},
                                                                                {"warning", 3},
                                                                                {"information", 4},
                                                                                {"info", 4},
                                                                                {"verbose", 5},
                                                                                {"always", 0},
                                                                                {"logalways", 0}}};
  for (const std::string_view part : split(list, ',')) {
    const std::string_view word = trim(part);
    bool known = false;
    for (const auto& [name, level] : kNames) {
      if (!equals_ignore_case(name, word)) continue;
      filter.only_level(level);
      if (level == 4) filter.only_level(0);  // Event Viewer shows both as Information
      known = true;
    }
    if (known) continue;
    const auto n = number(word);
    if (!n || *n > 31) return false;
    filter.only_level(static_cast<std::uint8_t>(*n));
  }
  return true;
}

}  // namespace

void add_filter_flags(CLI::App& app, RawFilter& raw) {
  const auto list = [&](const char* flag, std::vector<std::string>& into, const char* help) {
    app.add_option(flag, into, help)->group("Filters")->allow_extra_args(false);
  };
  list("--id", raw.ids, "event ids: 36888, 36870-36890 or a list of such (may be repeated, as all filters)");
  list("--provider", raw.providers, "provider, such as Schannel (without case)");
  list("--channel", raw.channels, "channel, such as \"Lync Server\"");
  list("--computer", raw.computers, "computer, as the events name it");
  list("--level", raw.levels, "critical, error, warning, information, verbose, a number, or a list");
  list("--record", raw.records, "the event with this record id");
  app.add_option("--text", raw.text, "events with this text in a value or in a name of System, without case")
      ->group("Filters");
}

std::string read_filter(const RawFilter& raw, Prefilter& filter) {
  for (const std::string& ids : raw.ids) {
    if (!add_ids(ids, filter))
      return "--id: '" + printable(ids) + "' is no event id, range or list of them (0 to 65535)";
  }
  for (const std::string& levels : raw.levels) {
    if (!add_levels(levels, filter)) {
      return "--level: '" + printable(levels) +
             "' is none of critical, error, warning, information, verbose, or 0 to 31";
    }
  }
  for (const std::string& record : raw.records) {
    const auto id = number(record);
    if (!id) return "--record: '" + printable(record) + "' is no record id";
    filter.only_record(*id);
  }
  for (const std::string& name : raw.providers) filter.only_provider(name);
  for (const std::string& name : raw.channels) filter.only_channel(name);
  for (const std::string& name : raw.computers) filter.only_computer(name);
  if (!raw.text.empty()) filter.only_text(raw.text);
  return {};
}

}  // namespace doctor
