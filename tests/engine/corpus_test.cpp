// Public Sigma rules, where they lie beside the checkout: what loads, and that the rest is refused for a reason.
#include <doctest/doctest.h>

#include <map>
#include <string>

#include "kit.h"
#include "support/temp_dir.h"

using namespace doctor;

namespace {

struct Loaded {
  std::size_t files = 0, rules = 0;
  std::uint64_t refused = 0;
  std::string reasons;
};

Loaded load_folder(const std::filesystem::path& folder) {
  DataStore data;
  Loaded out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".yml" || entry.path().filename() == "info.yml") continue;
    data.add(entry.path().lexically_relative(folder).generic_string(), doctor::test::read_file(entry.path()));
    ++out.files;
  }
  data.add("logsources.yml", doctor::test::logsources());
  Diagnostics problems;
  const LoadedRules loaded = load_rules(data, problems);
  out.rules = loaded.rules.rules().size();
  out.refused = loaded.refused;
  for (const Diagnostic& d : problems.kept()) {
    if (d.severity != Severity::error) continue;
    out.reasons += data.documents()[d.where.source].path + ":" + std::to_string(d.where.line) + " " +
                   std::string(d.code) + ": " + d.message + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("the public Windows rules load") {
  const auto corpus = doctor::test::corpus();
  if (!corpus) {
    MESSAGE("skipped: no corpus");
    return;
  }
  const Loaded l = load_folder(*corpus / "sigma" / "rules");
  MESSAGE(l.files << " files, " << l.rules << " rules, " << l.refused << " refused\n" << l.reasons);
  CHECK(l.files == 602);
  CHECK(l.rules == 602);
  CHECK(l.refused == 0);
}

TEST_CASE("the rules of the public regression cases load") {
  const auto corpus = doctor::test::corpus();
  if (!corpus) {
    MESSAGE("skipped: no corpus");
    return;
  }
  const Loaded l = load_folder(*corpus / "sigma" / "regression");
  CHECK(l.files == 101);
  CHECK_MESSAGE(l.rules == 101, l.reasons);
}
