#include "report/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/text.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::string_view kTag = "doctor.date";
constexpr std::size_t kListed = 12, kNames = 3;

// Where the fields of a dated rule stand among those it keeps; none for other rules.
struct Places {
  std::optional<std::size_t> name, thumbprint, end, url;
};

std::optional<std::size_t> place_of(const Rule& rule, std::string_view field) {
  const auto it = std::find(rule.keep.begin(), rule.keep.end(), field);
  if (it == rule.keep.end()) return std::nullopt;
  return static_cast<std::size_t>(it - rule.keep.begin());
}

std::string_view value_at(const std::vector<std::string_view>& list, std::size_t index) {
  return index < list.size() ? list[index] : std::string_view();
}

class Collector {
 public:
  explicit Collector(const ScanResult& scan) : scan_(scan) {}

  void add(const Finding& f, std::string_view kind, const Places& places) {
    if (!places.end || !places.name) return;
    const std::string_view joined = scan_.strings[f.values];
    const auto ends = values_of(joined, *places.end), names = values_of(joined, *places.name);
    const auto list = [&](std::optional<std::size_t> place) {
      return place ? values_of(joined, *place) : std::vector<std::string_view>();
    };
    const auto thumbprints = list(places.thumbprint), urls = list(places.url);
    for (std::size_t i = 0; i < ends.size(); ++i) {
      const auto end = parse_iso8601(ends[i]);
      // A CRL in the cache of URLs is known by nothing but its URL.
      const std::string_view name = value_at(names, i).empty() ? value_at(urls, i) : value_at(names, i);
      if (end && !name.empty()) add(f, kind, name, value_at(thumbprints, i), *end);
    }
  }

  std::vector<EndDate> take() {
    std::vector<EndDate> out;
    for (auto& [key, date] : dates_) {
      date.what.days_left = days_between(scan_.now, date.what.end);
      date.what.computers.assign(date.computers.begin(), date.computers.end());
      out.push_back(std::move(date.what));
    }
    std::sort(out.begin(), out.end(), [](const EndDate& a, const EndDate& b) {
      return std::tie(a.end, a.kind, a.name, a.thumbprint) < std::tie(b.end, b.kind, b.name, b.thumbprint);
    });
    return out;
  }

 private:
  struct Date {
    EndDate what;
    std::set<std::string> computers;
  };

  void add(const Finding& f, std::string_view kind, std::string_view name, std::string_view thumbprint, FileTime end) {
    const std::string print = to_upper(thumbprint);
    const std::string key = std::string(kind) + '\n' +
                            (kind == "crl"   ? fold(name)
                             : print.empty() ? fold(name) + '\n' + to_iso8601(end)
                                             : print);
    const auto [it, is_new] = dates_.try_emplace(key);
    EndDate& date = it->second.what;
    if (is_new || date.end < end) {
      date.kind = kind;
      date.name = name;
      date.thumbprint = print;
      date.end = end;
      date.where = f.source < scan_.inputs.size() ? scan_.inputs[f.source].path : std::string();
    }
    if (f.computer != 0) it->second.computers.emplace(scan_.strings[f.computer]);
  }

  static std::string to_upper(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
  }

  const ScanResult& scan_;
  std::map<std::string, Date> dates_;
};

std::vector<Line> date_row(const EndDate& date, FileTime now, const TextStyle& style) {
  const bool over = date.days_left < 0;
  const Ink ink = over || date.days_left <= 7 ? Ink::red : date.days_left <= 30 ? Ink::orange : Ink::plain;
  const auto days = static_cast<std::uint64_t>(over ? days_between(date.end, now) : date.days_left);
  const std::string distance = counted(days, "day", "days");
  return {Line(moment_text(date.end, style), ink), Line(over ? fmt::format("{} ago", distance) : "in " + distance, ink),
          Line(date.kind == "crl" ? "CRL" : "certificate"), Line(date.name),
          Line(few_or_count(date.computers, kNames, "computers"))};
}

}  // namespace

std::vector<EndDate> end_dates(const ScanResult& scan, const RuleSet& rules) {
  std::vector<std::pair<Places, Places>> places;  // of each rule: certificate, CRL
  for (const Rule& rule : rules.rules()) {
    auto& [certificate, crl] = places.emplace_back();
    if (!has_tag(rule, kTag)) continue;
    certificate = {place_of(rule, "CertSubject"), place_of(rule, "CertThumbprint"), place_of(rule, "CertNotAfter"), std::nullopt};
    crl = {place_of(rule, "CrlIssuer"), std::nullopt, place_of(rule, "CrlNextUpdate"), place_of(rule, "RetrievalUrl")};
  }
  Collector collector(scan);
  for (const Finding& f : scan.findings) {
    if (f.rule >= places.size()) continue;
    collector.add(f, "certificate", places[f.rule].first);
    collector.add(f, "crl", places[f.rule].second);
  }
  return collector.take();
}

void write_forecast(const Report& report, const RuleSet& rules, const TextStyle& style, Page& page) {
  const std::vector<EndDate> all = end_dates(report.scan, rules);
  std::vector<const EndDate*> shown;
  std::uint64_t over = 0, later = 0;
  for (const EndDate& date : all) {
    if (style.all || (date.days_left >= -kJustEndedDays && date.days_left <= kForecastDays)) {
      shown.push_back(&date);
    } else {
      ++(date.days_left < 0 ? over : later);
    }
  }
  if (shown.empty()) return;
  page.heading("Dates ahead, from " + moment_text(report.scan.now, style));
  const std::size_t listed = style.all ? shown.size() : std::min(shown.size(), kListed);
  Table table({{"ends", Table::Align::left, 0},
               {"", Table::Align::left, 0},
               {"what", Table::Align::left, 0},
               {"of", Table::Align::left, 16},
               {"computer", Table::Align::left, 12}});
  for (std::size_t i = 0; i < listed; ++i) table.row(date_row(*shown[i], report.scan.now, style));
  page.table(table, 1);
  const std::pair<std::uint64_t, std::string_view> others[] = {
      {shown.size() - listed, "within 90 days"}, {later, "later"}, {over, "over long ago"}};
  static_assert(kForecastDays == 90);
  std::string rest;
  for (const auto& [n, what] : others) {
    if (n > 0) rest += fmt::format("{} {} {}", rest.empty() ? "... and" : ",", grouped(n), what);
  }
  if (!rest.empty()) page.paragraph(Line(rest + "; --all lists them", Ink::muted), 1);
}

}  // namespace doctor
