#include "facts/tls.h"

#include "base/text.h"
#include "facts/numbers.h"

namespace doctor::facts {

namespace {

constexpr std::uint32_t kAlertReceived = 36887, kAlertSent = 36888;

void add_alert(FactList& out) {
  const std::uint32_t id = out.event().event_id;
  if (id != kAlertReceived && id != kAlertSent) return;
  const Value* field = out.find("AlertDesc");
  const auto alert = field == nullptr ? std::nullopt : unsigned_of(*field);
  if (!alert || *alert > 255) return;
  out.number("TlsAlert", *alert);
  const std::string_view name = out.knowledge().code_name(CodeSpace::tls_alert, *alert);
  // A knowledge base without any alert cannot tell what is unassigned.
  if (!name.empty()) {
    out.text("TlsAlertName", name);
  } else if (!out.knowledge().code_name(CodeSpace::tls_alert, 40).empty()) {
    out.word("TlsAlertName", "unassigned");
  }
  out.word("TlsAlertDirection", id == kAlertSent ? "sent" : "received");
}

/// 36870 calls it ErrorStatus.
void add_state(FactList& out) {
  for (const std::string_view name : {"ErrorState", "ErrorStatus"}) {
    const Value* field = out.find(name);
    if (field == nullptr) continue;
    if (const auto state = unsigned_of(*field)) out.number("TlsState", *state);
    return;
  }
}

/// The role of this host that the id alone tells; empty for ids that both roles log.
std::string_view role_of_id(std::uint32_t id) {
  switch (id) {
    case 36874:
    case 36877:
    case 36878:
    case 36879:
    case 36885:
    case 36886:
      return "server";
    case 36873:
    case 36875:
    case 36876:
    case 36881:
    case 36882:
    case 36883:
    case 36884:
      return "client";
    default:
      return {};
  }
}

/// Type is an insert from the message table, so it may be in the language of the system: "Serveur", "Servidor", "Cliente".
void add_role(FactList& out) {
  const std::string_view type = out.find_text("Type");
  if (starts_with_ignore_case(type, "serv")) {
    out.word("TlsRole", "server");
  } else if (starts_with_ignore_case(type, "client")) {
    out.word("TlsRole", "client");
  } else if (const std::string_view role = role_of_id(out.event().event_id); !role.empty()) {
    out.word("TlsRole", role);
  }
}

void add_target(FactList& out) {
  const std::string_view target = out.find_text("TargetName");
  out.some_text("TlsTarget", target.empty() ? out.find_text("Name") : target);
}

void add_status(FactList& out) {
  for (const std::string_view name : {"ErrorCode", "Error"}) {
    const Value* field = out.find(name);
    if (field == nullptr) continue;
    if (const auto status = status_of(*field)) out.status(*status);
    return;
  }
}

}  // namespace

void add_tls_facts(FactList& out) {
  add_alert(out);
  add_state(out);
  out.some_text("TlsProtocol", out.find_text("Protocol"));
  add_role(out);
  add_target(out);
  if (out.event().event_id == 36880) {
    const Value* suite = out.find("CipherSuite");
    if (const auto number = suite == nullptr ? std::nullopt : unsigned_of(*suite)) {
      out.number("TlsCipherSuite", *number, true);
      out.some_text("TlsCipherSuiteName", out.knowledge().code_name(CodeSpace::cipher_suite, *number));
    }
  }
  out.some_text("TlsCaller", out.find_text("CallerProcessImageName"));
  const Value* pid = out.find("CallerProcessId");
  if (const auto number = pid == nullptr ? std::nullopt : unsigned_of(*pid)) out.number("TlsCallerPid", *number);
  add_status(out);
}

}  // namespace doctor::facts
