#include "redact/field_kind.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace doctor::redact {

namespace {

struct Ending {
  std::string_view text;
  FieldKind kind;
  bool whole = false;  ///< the name must be this, not only end so
};

// The first that fits counts. Names as the logs of Windows, Sysmon, CAPI2, Lync, our artifacts and our facts have them.
constexpr Ending kEndings[] = {
    {"version", FieldKind::version},
    {"computer", FieldKind::host},
    {"computername", FieldKind::host},
    {"workstation", FieldKind::host},
    {"workstations", FieldKind::host},
    {"workstationname", FieldKind::host},
    {"hostname", FieldKind::host},
    {"dnshostname", FieldKind::host},
    {"servername", FieldKind::host},
    {"machinename", FieldKind::host},
    {"machine", FieldKind::host, true},
    {"clientname", FieldKind::host},
    {"dcname", FieldKind::host},
    {"dnsname", FieldKind::host},
    {"lyncpeer", FieldKind::host, true},
    {"targetinfo", FieldKind::host, true},
    {"username", FieldKind::user},
    {"accountname", FieldKind::user},
    {"samaccountname", FieldKind::user},
    {"principalsamname", FieldKind::user},
    {"userprincipalname", FieldKind::user},
    {"upn", FieldKind::user, true},
    {"user", FieldKind::user, true},
    {"sourceuser", FieldKind::user, true},
    {"targetuser", FieldKind::user, true},
    {"account", FieldKind::user, true},
    {"serviceaccount", FieldKind::user},
    {"callername", FieldKind::user, true},
    {"domainname", FieldKind::domain},
    {"domain", FieldKind::domain},
    {"realm", FieldKind::domain},
    {"workgroup", FieldKind::domain, true},
    {"dc", FieldKind::dn_label, true},
    {"commonname", FieldKind::subject},
    {"subjectname", FieldKind::subject},
    {"subjectnames", FieldKind::subject},
    {"subject", FieldKind::subject, true},
    {"certsubject", FieldKind::subject},
    {"chainsubject", FieldKind::subject},
    {"issuername", FieldKind::subject},
    {"issuer", FieldKind::subject, true},
    {"certissuer", FieldKind::subject},
    {"chainissuer", FieldKind::subject},
    {"crlissuer", FieldKind::subject},
    {"caname", FieldKind::subject},
    {"cn", FieldKind::subject, true},
    {"o", FieldKind::subject, true},
    {"ou", FieldKind::subject, true},
    {"l", FieldKind::subject, true},
    {"s", FieldKind::subject, true},
    {"st", FieldKind::subject, true},
    {"street", FieldKind::subject, true},
    {"g", FieldKind::subject, true},
    {"sn", FieldKind::subject, true},
    {"e", FieldKind::subject, true},
    {"t", FieldKind::subject, true},
    {"friendlyname", FieldKind::subject, true},
    {"targetname", FieldKind::subject, true},
    {"keycontainer", FieldKind::subject},
    {"fileref", FieldKind::number},
    {"thumbprint", FieldKind::number},
    {"serialnumber", FieldKind::number},
    {"certserial", FieldKind::number},
    {"serial", FieldKind::number},
    {"keyid", FieldKind::number},
    {"keyidentifier", FieldKind::number},
    {"subjectkeyid", FieldKind::number},
    {"objid", FieldKind::number, true},
    {"hash", FieldKind::number, true},
    {"binary", FieldKind::bytes, true},
    {"binarydata", FieldKind::bytes, true},
    {"certhash", FieldKind::number},
    {"certificatehash", FieldKind::number},
};

}  // namespace

FieldKind field_kind(std::string_view name) {
  while (!name.empty() && name.back() >= '0' && name.back() <= '9') name.remove_suffix(1);
  if (name.ends_with('_')) name.remove_suffix(1);
  if (name.size() > 64) return FieldKind::text;
  const std::string lower = to_lower_ascii(name);
  for (const Ending& e : kEndings) {
    if (e.whole ? lower == e.text : lower.ends_with(e.text)) return e.kind;
  }
  return FieldKind::text;
}

}  // namespace doctor::redact
