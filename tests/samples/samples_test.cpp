#include <doctest/doctest.h>

#include <filesystem>

#include "catalogue/case_samples.h"
#include "support/temp_dir.h"

using namespace doctor;

namespace {

std::vector<test::SampleLog> all_logs() {
  std::vector<test::SampleLog> out = test::sample_logs();
  for (test::SampleLog& log : test::case_samples()) out.push_back(std::move(log));
  return out;
}

}  // namespace

TEST_CASE("the committed samples are what make_samples writes, byte for byte") {
  const std::filesystem::path samples = std::filesystem::path(DOCTOR_SOURCE_DIR) / "samples";
  std::size_t made = 0;
  for (const test::SampleLog& log : all_logs()) {
    const std::filesystem::path path = samples / log.folder / log.file;
    CAPTURE(path.string());
    REQUIRE(std::filesystem::exists(path));
    CHECK(test::read_file(path) == test::sample_bytes(log));
    ++made;
  }
  std::size_t committed = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(samples)) {
    const std::string extension = entry.path().extension().string();
    committed += extension == ".evtx" || extension == ".xml" ? 1u : 0u;
  }
  CHECK(committed == made);
}

TEST_CASE("no sample names a real person, domain or account") {
  for (const test::SampleLog& log : all_logs()) {
    for (const test::XmlEvent& e : log.events) {
      CHECK((e.computer_name.ends_with(".contoso.com") || e.computer_name.ends_with(".contoso.local")));
      CHECK((e.user_sid.empty() || e.user_sid == "S-1-5-18"));
    }
  }
}
