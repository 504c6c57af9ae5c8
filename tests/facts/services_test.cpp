#include "facts/services.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "facts_of.h"

namespace doctor {

using test::EventBuilder;
using test::facts_of;

namespace {

std::string hex_name(std::string_view name) {
  const std::string bytes = to_utf16le(std::string(name) + '\0');
  return to_hex(as_bytes(bytes.data(), bytes.size()));
}

}  // namespace

TEST_CASE("a state change names the service by its key, typed and as text") {
  const std::string expected =
      "ServiceName=RtcSrv ServiceState=running ServiceDisplayName=Skype for Business Server Front-End";
  const auto event = [] {
    return EventBuilder("Service Control Manager", 7036)
        .data("param1", "Skype for Business Server Front-End")
        .data("param2", "wird ausgef\xC3\xBChrt");
  };
  CHECK(facts_of(event().data("Binary", hex_name("RtcSrv/4"))) == expected);
  const std::string bytes = to_utf16le(std::string("RtcSrv/4") + '\0');
  CHECK(facts_of(event().data("Binary", Value{Value::Type::bytes, false, 0, bytes})) == expected);
}

TEST_CASE("the other states") {
  const auto state = [](std::string_view binary) {
    return test::fact(
        EventBuilder("Service Control Manager", 7036).data("param1", "x").data("Binary", hex_name(binary)),
        "ServiceState");
  };
  CHECK(state("CertSvc/1") == "stopped");
  CHECK(state("CertSvc/2") == "start pending");
  CHECK(state("CertSvc/3") == "stop pending");
  CHECK(state("CertSvc/7") == "-");
  CHECK(state("CertSvc") == "-");
}

TEST_CASE("an error is a number, and a status if it is an HRESULT") {
  CHECK(facts_of(EventBuilder("Service Control Manager", 7001)
                     .data("param1", "a")
                     .data("param2", "b")
                     .data("param3", "%%1058")
                     .data("Binary", hex_name("RTCSRV"))) ==
        "ServiceName=RTCSRV ServiceErrorCode=1058 ServiceDisplayName=a");
  for (const char* error : {"%%-2146885613", "%%2148081683"}) {
    CHECK(facts_of(EventBuilder("Service Control Manager", 7024)
                       .data("param1", "AD CS")
                       .data("param2", error)
                       .data("Binary", hex_name("CertSvc"))) ==
          "ServiceName=CertSvc ServiceErrorCode=2148081683 StatusCode=0x80092013 StatusName=CRYPT_E_REVOCATION_OFFLINE "
          "ServiceDisplayName=AD CS");
  }
}

TEST_CASE("without binary data the display name has to do, which 7009 has in second place") {
  CHECK(facts_of(EventBuilder("Service Control Manager", 7022).data("param1", "Front-End")) ==
        "ServiceName=Front-End ServiceDisplayName=Front-End");
  CHECK(facts_of(EventBuilder("Service Control Manager", 7009).data("param1", "30000").data("param2", "Front-End")) ==
        "ServiceName=Front-End ServiceDisplayName=Front-End");
}

TEST_CASE("other events of the provider get nothing") {
  CHECK(facts_of(EventBuilder("Service Control Manager", 7045).data("param1", "x")) == "");
}

}  // namespace doctor
