#include "facts/hosts.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <vector>

namespace doctor::facts {

TEST_CASE("hosts are the same without regard to case, or by their first label if one has no domain") {
  CHECK(same_host("FE01.contoso.local", "fe01.CONTOSO.local"));
  CHECK(same_host("FE01", "fe01.contoso.local"));
  CHECK(same_host("fe01.contoso.local", "FE01"));
  CHECK_FALSE(same_host("fe01.contoso.local", "fe01.fabrikam.local"));
  CHECK_FALSE(same_host("fe01", "fe02.contoso.local"));
  CHECK_FALSE(same_host("", ""));
}

TEST_CASE("the scope of a subject is told against the computer") {
  CHECK(subject_scope("fe01.contoso.local", "FE01.contoso.local") == "this-host");
  CHECK(subject_scope("FE01", "fe01.contoso.local") == "this-host");
  CHECK(subject_scope("pool01.contoso.local", "fe01.contoso.local") == "same-domain");
  CHECK(subject_scope("*.contoso.local", "fe01.contoso.local") == "same-domain");
  CHECK(subject_scope("Contoso Root CA", "fe01.contoso.local") == "other");
  CHECK(subject_scope("fe02", "fe01") == "other");
  CHECK(subject_scope("", "fe01") == "other");
}

TEST_CASE("server names are told from addresses, files and sentences") {
  for (const char* name : {"fe01.contoso.local", "Edge-1.contoso.com:5061", "a.lan"}) CHECK(looks_like_fqdn(name));
  for (const char* name :
       {"", "fe01", "10.198.40.152", "10.198.40.152:60873", "30.0093507983333", "RtcHost.exe", "RtcHost(6756)",
        "see contoso.com", "fe01..local", "https://fe01.contoso.local", "fe01.contoso.local:", ".local"}) {
    CAPTURE(name);
    CHECK_FALSE(looks_like_fqdn(name));
  }
}

TEST_CASE("of several names the nearest counts") {
  const std::vector<std::string> names = {"sip.fabrikam.com", "web.contoso.local", "fe01.contoso.local"};
  CHECK(names_scope(names, "FE01.contoso.local") == "this-host");
  CHECK(names_scope({names.data(), 2}, "FE01.contoso.local") == "same-domain");
  CHECK(names_scope({names.data(), 1}, "FE01.contoso.local") == "other");
  CHECK(names_scope(names, "") == "unknown");
  CHECK(names_scope({}, "FE01.contoso.local") == "other");
}

}  // namespace doctor::facts
