#include "app/version.h"

#include <fmt/format.h>

#include <CLI/Version.hpp>

#include "base/checksum.h"
#include "cert/library.h"
#include "data/store.h"
#include "xml/library.h"

namespace doctor {

std::string version_text() {
  std::string out = fmt::format("schannel-doctor {}\n", kVersion);
  out += fmt::format("commit {}{}{}\n", commit(), commit_date().empty() ? "" : " of ", commit_date());
  out += fmt::format("rules {:016x}\n", DataStore::built_in().fingerprint());
  out += "built for " DOCTOR_TARGET " with " DOCTOR_COMPILER "\n";
  out += fmt::format("{}\n", cert_library());
  out += fmt::format("{}\n", checksum_library());
  out += fmt::format("{}\n", xml_library());
  out += "yaml-cpp " DOCTOR_YAML_CPP_VERSION "\n";
  out += "RE2 " DOCTOR_RE2_VERSION "\n";
  out += "CLI11 " CLI11_VERSION "\n";
  out += fmt::format("fmt {}.{}.{}", FMT_VERSION / 10'000, FMT_VERSION / 100 % 100, FMT_VERSION % 100);
  return out;
}

}  // namespace doctor
