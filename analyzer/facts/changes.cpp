#include "facts/changes.h"

#include <optional>

#include "base/text.h"
#include "base/time.h"
#include "facts/classic.h"
#include "facts/numbers.h"

namespace doctor::facts {

namespace {

std::optional<FileTime> time_of(FactList& out, std::string_view name) {
  const Value* value = out.find(name);
  if (value == nullptr) return std::nullopt;
  return parse_iso8601(trim(out.text_of(*value)));
}

void add_time_change(FactList& out) {
  const auto now = time_of(out, "NewTime"), before = time_of(out, "OldTime");
  if (now && before) out.value("TimeChangeSeconds", Value::of_signed(seconds_between(*before, *now)));
}

/// The number of the build is the only one that tells 2012 from 2012 R2 and 2016 from 2019.
void add_build(FactList& out, const Value* value) {
  const auto build = value == nullptr ? std::nullopt : unsigned_of(*value);
  if (build && *build > 0 && *build < 1'000'000) out.number("OsBuild", *build);
}

/// "Security Update for Windows Server 2012 R2 (KB2992611)": KB2992611.
void add_update(FactList& out) {
  const std::string_view title = out.find_text("updateTitle");
  const std::size_t begin = title.find("KB");
  if (begin == std::string_view::npos) return;
  const std::size_t digits = title.find_first_not_of("0123456789", begin + 2);
  const std::string_view kb = title.substr(begin, digits == std::string_view::npos ? digits : digits - begin);
  if (kb.size() >= 8 && kb.size() <= 10) out.text("UpdateKb", kb);
}

}  // namespace

void add_change_facts(FactList& out) {
  const Event& event = out.event();
  if (equals_ignore_case(event.provider, "EventLog")) {
    if (event.event_id != 6009) return;
    const auto strings = unnamed_data(event, 8);
    if (strings.size() >= 2) add_build(out, strings[1]);
  } else if (equals_ignore_case(event.provider, "Microsoft-Windows-WindowsUpdateClient")) {
    if (event.event_id == 19) add_update(out);
  } else if (event.event_id == 1) {
    add_time_change(out);
  } else if (event.event_id == 12) {
    add_build(out, out.find("BuildVersion"));
  }
}

}  // namespace doctor::facts
