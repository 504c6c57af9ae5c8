#include "app/event_query.h"

#include <fmt/format.h>

#include <limits>
#include <string_view>
#include <vector>

#include "app/command_quoting.h"

namespace doctor {

namespace {

constexpr FileTime kNoEnd{std::numeric_limits<std::uint64_t>::max()};

/// A string of XPath 1.0, which knows no escapes: the quotes are those that do not occur in it. One with both kinds is the name of no
/// provider, and is cut before it could end the string.
std::string xpath_string(std::string_view text) {
  if (text.find('\'') == std::string_view::npos) return fmt::format("'{}'", text);
  return fmt::format("\"{}\"", text.substr(0, text.find('"')));
}

struct Term {
  std::string text;
  std::size_t weight = 1;  ///< how many Windows counts
};

/// Three and more ids in a row are a range.
std::vector<Term> terms_of(const ChannelWants& wants) {
  std::vector<Term> out;
  const std::vector<std::uint32_t>& ids = wants.event_ids;
  for (std::size_t i = 0; i < ids.size();) {
    std::size_t end = i + 1;
    while (end < ids.size() && ids[end] == ids[end - 1] + 1) ++end;
    if (end - i >= 3) {
      out.push_back({fmt::format("(EventID >= {} and EventID <= {})", ids[i], ids[end - 1]), 2});
    } else {
      for (std::size_t k = i; k < end; ++k) out.push_back({fmt::format("EventID={}", ids[k]), 1});
    }
    i = end;
  }
  for (const std::string& provider : wants.providers) {
    out.push_back({fmt::format("Provider[@Name={}]", xpath_string(provider)), 1});
  }
  return out;
}

/// "TimeCreated[...]", or nothing. In milliseconds, as the Event Viewer writes it: a little more at both ends, never less.
Term time_term(FileTime since, FileTime until) {
  std::vector<std::string> parts;
  if (since.ticks != 0) parts.push_back(fmt::format("@SystemTime >= '{}'", to_iso8601_millis(since)));
  if (until != kNoEnd)
    parts.push_back(
        fmt::format("@SystemTime < '{}'", to_iso8601_millis(FileTime{until.ticks + kTicksPerSecond / 1000})));
  if (parts.empty()) return {{}, 0};
  std::string both = parts[0];
  if (parts.size() == 2) both += " and " + parts[1];
  return {fmt::format("TimeCreated[{}]", both), parts.size()};
}

}  // namespace

std::string event_query(const std::string& channel, const ChannelWants& wants, FileTime since, FileTime until) {
  const Term time = time_term(since, until);
  std::string out = fmt::format("<QueryList><Query Id=\"0\" Path=\"{}\">", xml_quoted(channel));
  const auto select = [&](const std::string& path) {
    out += fmt::format("<Select Path=\"{}\">{}</Select>", xml_quoted(channel), xml_quoted(path));
  };
  const auto within_time = [&](const std::string& which) {
    if (which.empty()) return time.text.empty() ? std::string("*") : fmt::format("*[System[{}]]", time.text);
    return time.text.empty() ? fmt::format("*[System[({})]]", which)
                             : fmt::format("*[System[({}) and {}]]", which, time.text);
  };
  if (wants.everything) {
    select(within_time({}));
  } else {
    std::string which;
    std::size_t weight = time.weight;
    for (const Term& term : terms_of(wants)) {
      if (!which.empty() && weight + term.weight > kMostConditions) {
        select(within_time(which));
        which.clear();
        weight = time.weight;
      }
      if (!which.empty()) which += " or ";
      which += term.text;
      weight += term.weight;
    }
    // A query must select something; where nothing is wanted, an id that nobody uses.
    select(within_time(which.empty() ? "EventID=65535" : which));
  }
  return out + "</Query></QueryList>";
}

std::string provider_query(const std::string& provider) {
  return fmt::format("*[System[Provider[@Name={}]]]", xpath_string(provider));
}

}  // namespace doctor
