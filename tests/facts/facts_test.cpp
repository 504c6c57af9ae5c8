#include "facts/facts.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "facts_of.h"
#include "support/temp_dir.h"

namespace doctor {

TEST_CASE("the names are sorted and different") {
  const auto names = fact_names();
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  CHECK(names.size() > 60);
}

TEST_CASE("facts.md documents exactly the facts there are") {
  const std::string text = test::read_file(std::string(DOCTOR_SOURCE_DIR) + "/rules/knowledge/facts.md");
  std::set<std::string> documented;
  for (std::size_t i = text.find("\n| `"); i != std::string::npos; i = text.find("\n| `", i + 1)) {
    const std::size_t end = text.find('`', i + 4);
    documented.insert(text.substr(i + 4, end - i - 4));
  }
  const auto names = fact_names();
  CHECK(documented == std::set<std::string>(names.begin(), names.end()));
}

TEST_CASE("other providers get no facts") {
  CHECK(test::facts_of(test::EventBuilder("Microsoft-Windows-Schannel-Events", 36888).data("AlertDesc", "40")) == "");
  CHECK(test::facts_of(test::EventBuilder("", 36888).data("AlertDesc", "40")) == "");
}

TEST_CASE("the provider's case does not matter, unknown shapes do no harm") {
  CHECK(test::facts_of(test::EventBuilder("SCHANNEL", 36887).data("AlertDesc", "40")).starts_with("TlsAlert=40"));
  for (const char* provider : {"Schannel", "Microsoft-Windows-CAPI2", "LS User Services", "Service Control Manager"}) {
    for (const std::uint32_t id : {0u, 11u, 90u, 1015u, 7036u, 32174u, 36880u, 36888u}) {
      CHECK(test::facts_of(test::EventBuilder(provider, id)).find("TlsAlert=") == std::string::npos);
      CHECK(test::facts_of(test::EventBuilder(provider, id).data("", "").data("Binary", "zz")).find("Lync") ==
            std::string::npos);
    }
  }
}

TEST_CASE("every fact that is added is a documented one") {
  const auto names = fact_names();
  EventBatch batch;
  for (const std::uint32_t id : {36865u, 36870u, 36880u, 36884u, 36888u}) {
    Event& event = test::EventBuilder("Schannel", id).unnamed("1").unnamed("2").unnamed("3").unnamed("4").add_to(batch);
    add_facts(event, batch, test::small_knowledge());
    for (const Field& fact : event.facts) {
      CHECK(std::binary_search(names.begin(), names.end(), fact.name));
      CHECK(fact.path == fact.name);
    }
  }
}

}  // namespace doctor
