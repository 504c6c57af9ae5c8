#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/page.h"
#include "report/report.h"

namespace doctor {

/// Something that was met and will end, or has ended.
struct EndDate {
  std::string_view kind;  ///< "certificate" or "crl"
  std::string name;       ///< subject; of a CRL its issuer, or the URL it was fetched from
  std::string thumbprint; ///< of a certificate, upper case; may be empty
  FileTime end;
  std::int64_t days_left = 0;  ///< whole days from ScanResult::now, rounded down; negative if it is over
  std::vector<std::string> computers;  ///< where it was met; sorted
  std::string where;  ///< path of the first input that has it
};

/// Everything with an end date that rules tagged doctor.date kept (fields CertSubject, CertThumbprint, CertNotAfter; CrlIssuer,
/// CrlNextUpdate, RetrievalUrl), by end, kind, name, thumbprint. A certificate is known by its thumbprint, else by subject and end. Of the CRLs of one
/// issuer only the one that ends last counts: it has replaced the others.
std::vector<EndDate> end_dates(const ScanResult& scan, const RuleSet& rules);

/// What the text report lists: what ends in the next kForecastDays days, and what ended in the last kJustEndedDays.
inline constexpr std::int64_t kForecastDays = 90, kJustEndedDays = 30;

/// The section "Dates ahead"; nothing if no date was met. With style.all every date is listed.
void write_forecast(const Report& report, const RuleSet& rules, const TextStyle& style, Page& page);

}  // namespace doctor
