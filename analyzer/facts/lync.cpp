#include "facts/lync.h"

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/text.h"
#include "facts/classic.h"
#include "facts/hosts.h"
#include "facts/numbers.h"

namespace doctor::facts {

namespace {

/// No LS event has more strings than this.
constexpr std::size_t kMaxStrings = 32;
/// A longer string is no name, number or URL.
constexpr std::size_t kMaxString = 8192;

using Strings = std::vector<std::string_view>;

/// A failure code in the text, or the whole text being the code in decimal of either sign.
std::optional<std::uint32_t> code_in(std::string_view text) {
  if (const auto hex = failure_code_in(text)) return hex;
  if (text.find_first_not_of("-0123456789") != std::string_view::npos) return std::nullopt;
  const auto code = status_of(Value::of_text(text));
  return code && looks_like_hresult(*code) ? code : std::nullopt;
}

/// A Windows code says more than the LS code around it.
void add_status(FactList& out, const Strings& strings) {
  std::optional<std::uint32_t> windows, lync;
  for (const std::string_view text : strings) {
    const auto code = code_in(text);
    if (!code) continue;
    auto& first = is_lync_code(*code) ? lync : windows;
    if (!first) first = code;
  }
  if (windows || lync) out.status(windows ? *windows : *lync);
  if (lync) out.text("LyncCode", hex_text(*lync));
}

std::string_view first_fqdn(const Strings& strings) {
  for (const std::string_view text : strings) {
    if (looks_like_fqdn(text)) return text.substr(0, text.find(':'));
  }
  return {};
}

/// "CN=..., OU=..." as the text stands.
std::string_view first_distinguished_name(const Strings& strings) {
  for (const std::string_view text : strings) {
    if (starts_with_ignore_case(text, "CN=")) return text;
  }
  return {};
}

std::string_view first_url(const Strings& strings) {
  for (const std::string_view text : strings) {
    for (const std::string_view scheme : {"https://", "http://"}) {
      const std::size_t begin = text.find(scheme);
      if (begin == std::string_view::npos) continue;
      const std::string_view url = text.substr(begin, text.find_first_of(" \t\r\n\"'<>", begin) - begin);
      if (url.size() > scheme.size()) return url;
    }
  }
  return {};
}

/// "host=edge.contoso.local, cluster=..." of the File Transfer Agent.
std::string_view host_parameter(const Strings& strings) {
  constexpr std::string_view kKey = "host=";
  for (const std::string_view text : strings) {
    const std::size_t begin = text.find(kKey);
    if (begin == std::string_view::npos) continue;
    const std::size_t from = begin + kKey.size();
    return text.substr(from, text.find_first_of(", \r\n", from) - from);
  }
  return first_fqdn(strings);
}

std::string_view process_name(const Strings& strings) {
  for (std::string_view text : strings) {
    const std::size_t end = to_lower_ascii(text).find(".exe");
    if (end == std::string_view::npos) continue;
    text = text.substr(0, end + 4);
    const std::size_t before = text.find_last_of("\\/'\" ");
    return before == std::string_view::npos ? text : text.substr(before + 1);
  }
  return {};
}

/// Group waited for, groups not yet placed, groups in all.
void add_placement(FactList& out, const Strings& strings) {
  if (strings.size() != 3 || !parse_guid(strings[0])) return;
  const auto waiting = unsigned_of(Value::of_text(strings[1])), total = unsigned_of(Value::of_text(strings[2]));
  if (!waiting || !total) return;
  out.text("LyncRoutingGroup", strings[0]);
  out.number("LyncGroupsWaiting", *waiting);
  out.number("LyncGroupsTotal", *total);
}

void add_invalid_certificates(FactList& out, const Strings& strings) {
  const std::string_view peer = first_fqdn(strings);
  if (!peer.empty()) {
    out.text("LyncPeer", peer);
    if (!out.event().computer.empty()) out.word("LyncPeerIsSelf", same_host(peer, out.event().computer) ? "yes" : "no");
  }
  out.some_text("LyncCertSubject", first_distinguished_name(strings));
}

void add_serial(FactList& out) {
  const Value* binary = out.find("Binary");
  if (const auto bytes = binary == nullptr ? std::nullopt : bytes_of(*binary); bytes && bytes->size() <= 64) {
    out.some_text("LyncCertSerial", to_hex(as_bytes(bytes->data(), bytes->size())));
    const std::string as_shown(bytes->rbegin(), bytes->rend());
    out.some_text("CertSerial", to_hex(as_bytes(as_shown.data(), as_shown.size()), false));
  }
}

}  // namespace

void add_lync_facts(FactList& out) {
  Strings strings;
  for (const Value* value : unnamed_data(out.event(), kMaxStrings)) {
    const std::string_view text = out.text_of(*value);
    strings.push_back(text.size() <= kMaxString ? trim(text) : std::string_view{});
  }
  add_status(out, strings);
  switch (out.event().event_id) {
    case 32174:
      add_placement(out, strings);
      break;
    case 61029:
      add_invalid_certificates(out, strings);
      break;
    case 32042:
      if (strings.size() >= 2) {
        out.some_text("LyncCertSubject", strings[0]);
        out.some_text("LyncCertIssuer", strings[1]);
      }
      break;
    case 14397:
      add_serial(out);
      break;
    case 14428:
    case 41024:
    case 41025:
    case 41026:
      out.some_text("LyncPeer", first_fqdn(strings));
      break;
    case 1015:
      out.some_text("LyncPeer", host_parameter(strings));
      break;
    case 30988:
    case 30998:
    case 47067:
    case 61045:
      out.some_text("LyncUrl", first_url(strings));
      break;
    case 12330:
      out.some_text("LyncProcess", process_name(strings));
      break;
    default:
      break;
  }
}

}  // namespace doctor::facts
