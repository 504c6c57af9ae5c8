#include "redact/host_name.h"

#include <doctest/doctest.h>

#include <string>

#include "redact/kit.h"

using namespace doctor;

namespace {

std::string parts(std::string_view text, bool sure) {
  std::vector<redact::Span> spans;
  if (!redact::host_name(text, 0, text.size(), sure, spans)) return "none";
  std::string out;
  for (const redact::Span& s : spans)
    out += std::string(text.substr(s.begin, s.end - s.begin)) + (s.kind == redact::Span::Kind::ending ? "." : ",");
  return out;
}

}  // namespace

TEST_CASE("labels that are somebody's, and the place of the reserved ending") {
  CHECK(parts("fe01.contoso.com", true) == "fe01,contoso,.");
  CHECK(parts("fe01.contoso.local", true) == "fe01,contoso,");
  CHECK(parts("fe01.emea.contoso.co.uk", true) == "fe01,emea,contoso,.");
  CHECK(parts("pki.contoso.com", true) == "contoso,.");
  CHECK(parts("_sipinternaltls._tcp.contoso.com", true) == "contoso,.");
  CHECK(parts("FE01.fabrikam", true) == "FE01,fabrikam,");
  CHECK(parts("crl.microsoft.com", true) == "");
  CHECK(parts("fe01.contoso.com.", true) == "fe01,contoso,.");
}

TEST_CASE("without the place to say so, only known endings count") {
  CHECK(parts("fe01.contoso.com", false) == "fe01,contoso,.");
  CHECK(parts("FE01.fabrikam", false) == "none");
  CHECK(parts("schannel.dll", false) == "none");
  CHECK(parts("1.2.3.4", true) == "none");
  CHECK(parts("fe01", true) == "none");
  CHECK(parts("a..com", true) == "none");
  CHECK(parts(std::string(64, 'a') + ".com", true) == "none");
}

TEST_CASE("what could be a host of a domain that is met elsewhere") {
  CHECK(redact::may_be_host("srv7.fabrikam"));
  CHECK_FALSE(redact::may_be_host("lsass.exe"));
  CHECK_FALSE(redact::may_be_host("6.1.7601"));
}
