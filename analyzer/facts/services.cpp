#include "facts/services.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "facts/numbers.h"

namespace doctor::facts {

namespace {

constexpr std::array<std::uint32_t, 10> kIds = {7000, 7001, 7009, 7022, 7023, 7024, 7031, 7034, 7036, 7038};

/// The text in <Binary>: UTF-16 with a NUL behind it; "name" or, in 7036, "name/4".
std::string binary_text(const FactList& out) {
  const Value* binary = out.find("Binary");
  const auto bytes = binary == nullptr ? std::nullopt : bytes_of(*binary);
  if (!bytes || bytes->size() > 1024) return {};
  std::string text = to_utf8(as_bytes(bytes->data(), bytes->size()));
  if (const std::size_t nul = text.find('\0'); nul != std::string::npos) text.resize(nul);
  return text;
}

/// The numbers of SERVICE_STATUS::dwCurrentState.
std::string_view state_word(char digit) {
  switch (digit) {
    case '1':
      return "stopped";
    case '2':
      return "start pending";
    case '3':
      return "stop pending";
    case '4':
      return "running";
    default:
      return {};
  }
}

/// The error is in another parameter in each event; it is the one that looks like "%%1058".
void add_error(FactList& out) {
  for (const std::string_view name : {"param2", "param3"}) {
    std::string_view text = out.find_text(name);
    if (!text.starts_with("%%")) continue;
    text.remove_prefix(2);
    const auto code = status_of(Value::of_text(text));
    if (!code) continue;
    out.number("ServiceErrorCode", *code);
    if (looks_like_hresult(*code)) out.status(*code);
    return;
  }
}

}  // namespace

void add_service_facts(FactList& out) {
  const std::uint32_t id = out.event().event_id;
  if (std::find(kIds.begin(), kIds.end(), id) == kIds.end()) return;
  const std::string_view display = out.find_text(id == 7009 ? "param2" : "param1");  // 7009: the time-out comes first
  std::string key = binary_text(out);
  std::string_view state;
  if (id == 7036 && key.size() > 2 && key[key.size() - 2] == '/') {
    state = state_word(key.back());
    key.resize(key.size() - 2);
  }
  out.some_text("ServiceName", key.empty() ? display : std::string_view(key));
  if (!state.empty()) out.word("ServiceState", state);
  add_error(out);
  out.some_text("ServiceDisplayName", display);
}

}  // namespace doctor::facts
