#pragma once
#include <string>
#include <vector>

#include "event/prefilter.h"

namespace CLI {
class App;
}

namespace doctor {

/// The filters of `dump` as they were typed.
struct RawFilter {
  std::vector<std::string> ids, providers, channels, computers, levels, records;
  std::string text;
};

/// Adds their flags. `raw` must live until the command line was read.
void add_filter_flags(CLI::App& app, RawFilter& raw);

/// Checks them and narrows `filter` by them. Returns what is wrong, or nothing.
std::string read_filter(const RawFilter& raw, Prefilter& filter);

}  // namespace doctor
