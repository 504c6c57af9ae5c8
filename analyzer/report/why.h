#pragma once
#include <string>
#include <vector>

#include "engine/scan.h"
#include "engine/why.h"
#include "report/report.h"

namespace doctor {

/// Why a rule matched: its condition, and for every match which search identifiers were true, by which values.
/// `paths`: of the sources.
std::string why_text(const Rule& rule, const std::vector<std::string>& paths, const WhyResult& why,
                     const TextStyle& style);
std::string why_json(const Rule& rule, const std::vector<std::string>& paths, const WhyResult& why);

/// Why a correlation fired: each firing with the findings it is made of.
std::string why_text(std::uint32_t correlation, const RuleSet& rules, const ScanResult& scan, const TextStyle& style);
std::string why_json(std::uint32_t correlation, const RuleSet& rules, const ScanResult& scan);

}  // namespace doctor
