#include "facts/classic.h"

#include <algorithm>
#include <array>

#include "facts/numbers.h"

namespace doctor::facts {

namespace {

constexpr std::size_t kMostNames = 8;

/// The data of one event id in the order of its manifest. `optional` more may follow, all or none; an empty name is a
/// certificate, which is not repeated as a fact.
struct Layout {
  std::uint32_t event_id;
  std::size_t required;
  std::size_t optional;
  bool caller;  ///< Server 2022 puts CallerProcessId and CallerProcessImageName first
  std::array<std::string_view, kMostNames> names;
};

constexpr Layout kSchannel[] = {
    {36865, 2, 0, false, {"ModuleName", "Error"}},
    {36867, 1, 1, true, {"Type", ""}},
    {36868, 6, 1, false, {"Type", "CSPName", "CSPType", "KeyName", "KeyType", "KeyFlags", ""}},
    {36869, 1, 1, true, {"Type", ""}},
    {36870, 3, 0, true, {"Type", "ErrorCode", "ErrorStatus"}},
    {36871, 2, 0, true, {"Type", "ErrorState"}},
    {36872, 3, 1, true, {"Type", "ErrorCode", "CertFlags", ""}},
    {36874, 1, 0, true, {"Protocol"}},
    {36876, 1, 1, true, {"ErrorCode", ""}},
    {36877, 1, 1, true, {"ErrorCode", ""}},
    {36878, 1, 1, true, {"ErrorCode", ""}},
    {36879, 1, 1, true, {"ErrorCode", ""}},
    {36880,
     4,
     4,
     false,
     {"Type", "Protocol", "CipherSuite", "ExchangeStrength", "ContextHandle", "TargetName", "LocalCertSubjectName",
      "RemoteCertSubjectName"}},
    {36884, 1, 1, true, {"Name", ""}},
    {36887, 1, 0, true, {"AlertDesc"}},
    {36888, 2, 1, true, {"AlertDesc", "ErrorState", "TargetName"}},
    {36889, 2, 1, true, {"Type", "ErrorCode", ""}},
    {36912, 1, 0, true, {"Path"}},
    {36928, 4, 1, false, {"FailureReason", "OCSPResponderURL", "ThisUpdate", "NextUpdate", ""}},
};

constexpr std::string_view kCaller[] = {"CallerProcessId", "CallerProcessImageName"};

constexpr std::string_view kNumeric[] = {"AlertDesc",  "CallerProcessId", "CipherSuite", "Error",           "ErrorCode",
                                         "ErrorState", "ErrorStatus",     "CSPType",     "ExchangeStrength"};

constexpr std::string_view kParams[] = {"param1", "param2", "param3", "param4", "param5", "param6"};

constexpr std::string_view kAllNames[] = {"AlertDesc",
                                          "CSPName",
                                          "CSPType",
                                          "CallerProcessId",
                                          "CallerProcessImageName",
                                          "CertFlags",
                                          "CipherSuite",
                                          "ContextHandle",
                                          "Error",
                                          "ErrorCode",
                                          "ErrorState",
                                          "ErrorStatus",
                                          "ExchangeStrength",
                                          "FailureReason",
                                          "KeyFlags",
                                          "KeyName",
                                          "KeyType",
                                          "LocalCertSubjectName",
                                          "ModuleName",
                                          "Name",
                                          "NextUpdate",
                                          "OCSPResponderURL",
                                          "Path",
                                          "Protocol",
                                          "RemoteCertSubjectName",
                                          "TargetName",
                                          "ThisUpdate",
                                          "Type",
                                          "param1",
                                          "param2",
                                          "param3",
                                          "param4",
                                          "param5",
                                          "param6"};

/// All data are unnamed, and there are some; an attached <Binary> does not count.
bool is_unnamed(const Event& event) {
  bool any = false;
  for (const Field& field : event.data) {
    if (field.name == "Binary") continue;
    if (field.name != "Data" || !field.path.starts_with("Data[")) return false;
    any = true;
  }
  return any;
}

std::vector<std::string_view> names_for(const Layout& layout, std::size_t count) {
  std::vector<std::string_view> names;
  const std::size_t full = layout.required + layout.optional;
  if (layout.caller && (count == layout.required + 2 || count == full + 2) && count > full) {
    names.assign(std::begin(kCaller), std::end(kCaller));
    count -= 2;
  }
  if (count != layout.required && count != full) return {};
  names.insert(names.end(), layout.names.begin(), layout.names.begin() + static_cast<std::ptrdiff_t>(count));
  return names;
}

}  // namespace

std::vector<const Value*> unnamed_data(const Event& event, std::size_t limit) {
  std::vector<const Value*> out;
  for (const Field& field : event.data) {
    if (out.size() == limit) break;
    if (field.name == "Data" && field.path.starts_with("Data[")) out.push_back(&field.value);
  }
  return out;
}

void name_schannel_data(FactList& out) {
  if (!is_unnamed(out.event())) return;
  const auto* layout = std::find_if(std::begin(kSchannel), std::end(kSchannel),
                                    [&](const Layout& l) { return l.event_id == out.event().event_id; });
  if (layout == std::end(kSchannel)) return;
  const auto values = unnamed_data(out.event(), kMostNames + 3);
  const auto names = names_for(*layout, values.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool numeric = std::find(std::begin(kNumeric), std::end(kNumeric), names[i]) != std::end(kNumeric);
    if (numeric && !status_of(*values[i])) return;  // the layout is another one
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!names[i].empty()) out.value(names[i], *values[i]);
  }
}

void name_service_data(FactList& out) {
  if (!is_unnamed(out.event())) return;
  const auto values = unnamed_data(out.event(), std::size(kParams) + 1);
  if (values.size() > std::size(kParams)) return;
  for (std::size_t i = 0; i < values.size(); ++i) out.value(kParams[i], *values[i]);
}

std::span<const std::string_view> positional_names() {
  return kAllNames;
}

}  // namespace doctor::facts
