#include "redact/well_known.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "base/text.h"

using namespace doctor::redact;

TEST_CASE("what everybody has") {
  for (const char* name : {"system", "local service", "administrator", "-", "", "workgroup", "nt authority"})
    CHECK_MESSAGE(is_kept_principal(name), name);
  for (const char* name : {"jdoe", "contoso", "fe01", "administrateur"})
    CHECK_FALSE_MESSAGE(is_kept_principal(name), name);
  CHECK(is_kept_label("www"));
  CHECK(is_kept_label("_tcp"));
  CHECK_FALSE(is_kept_label("fe01"));
  CHECK(is_public_domain("microsoft.com"));
  CHECK_FALSE(is_public_domain("contoso.com"));
  CHECK(is_public_subject("Microsoft Root Certificate Authority 2011"));
  CHECK(is_public_subject("DIGICERT Global Root CA"));
  CHECK_FALSE(is_public_subject("Contoso Root CA"));
  CHECK(is_public_ending("com"));
  CHECK(is_private_ending("local"));
  CHECK(is_second_level("co"));
  CHECK(is_file_ending("evtx"));
}

TEST_CASE("every service that the rules know by its name stays") {
  // ServiceName: RTCSRV, ServiceName: ['MSSQL$RTC', ...] of all rules.
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(DOCTOR_SOURCE_DIR "/rules")) {
    const std::string file = entry.path().string();
    if (!file.ends_with(".yml") || file.ends_with(".tests.yml")) continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      std::string_view text = doctor::trim(line);
      if (text.starts_with("- ")) text.remove_prefix(2);
      if (!text.starts_with("ServiceName: ")) continue;
      for (const std::string_view value : doctor::split(text.substr(13), ',')) {
        const std::size_t begin = value.find_first_not_of(" ['\""), end = value.find_last_not_of(" ]'\"");
        if (begin < end) names.insert(doctor::fold(value.substr(begin, end + 1 - begin)));
      }
    }
  }
  names.erase("name");  // of a correlation: which field it is
  CHECK(names.contains("rtcsrv"));
  CHECK(names.contains("mssql$rtclocal"));
  for (const std::string& name : names) {
    const auto places = kept_phrases_with(name);
    const bool kept = std::any_of(places.begin(), places.end(), [&](const PhrasePlace& p) { return p.phrase == name; });
    CHECK_MESSAGE(kept, name);
  }
}

TEST_CASE("phrases, paths and instances") {
  REQUIRE(kept_phrases_with("business").size() == 1);
  CHECK(kept_phrases_with("business")[0].offset == 10);
  CHECK(kept_phrases_with("contoso").empty());
  CHECK(is_path_word("hklm"));
  CHECK_FALSE(is_path_word("acme"));
  CHECK(is_instance_name("rtclocal"));
  CHECK_FALSE(is_instance_name("alice7"));
}

TEST_CASE("words, and parts of words") {
  CHECK(is_common_word("certificate"));
  CHECK_FALSE(is_common_word("certif"));
  CHECK(is_inside_common_word("schan"));  // a person of that name must not become a hole in "Schannel"
  CHECK_FALSE(is_inside_common_word("contoso"));
  CHECK_FALSE(is_inside_common_word("root ca"));
}
