#include "facts/classic.h"

#include <doctest/doctest.h>

#include "facts_of.h"

namespace doctor {

using test::EventBuilder;
using test::facts_of;

TEST_CASE("unnamed data get their names from position, and facts follow") {
  CHECK(facts_of(EventBuilder("Schannel", 36888).unnamed("40").unnamed("1205")) ==
        "AlertDesc=40 ErrorState=1205 TlsAlert=40 TlsAlertName=handshake_failure TlsAlertDirection=sent TlsState=1205");
  CHECK(facts_of(EventBuilder("Schannel", 36874).unnamed("TLS 1.2")) ==
        "Protocol=TLS 1.2 TlsProtocol=TLS 1.2 TlsRole=server");
  CHECK(facts_of(EventBuilder("Schannel", 36887).unnamed("7").unnamed("RTCSrv").unnamed("20"))
            .starts_with("CallerProcessId=7 CallerProcessImageName=RTCSrv AlertDesc=20 TlsAlert=20"));
}

TEST_CASE("a layout that is not known gets no names") {
  CHECK(facts_of(EventBuilder("Schannel", 36888).unnamed("40")) == "");
  CHECK(facts_of(EventBuilder("Schannel", 36888).unnamed("a").unnamed("b")) == "");
  CHECK(facts_of(EventBuilder("Schannel", 36880)
                     .unnamed("a")
                     .unnamed("b")
                     .unnamed("c")
                     .unnamed("d")
                     .unnamed("e")
                     .unnamed("f")) == "");
  CHECK(facts_of(EventBuilder("Schannel", 36864).unnamed("a")) == "");
}

TEST_CASE("an event with a name of its own gets none") {
  CHECK(facts_of(EventBuilder("Schannel", 36888).unnamed("40").data("ErrorState", "1205")) == "TlsState=1205");
}

TEST_CASE("a certificate at the end takes no name") {
  CHECK(facts_of(EventBuilder("Schannel", 36884).unnamed("sip.contoso.com").unnamed("3082").data("Binary", "3082")) ==
        "Name=sip.contoso.com TlsRole=client TlsTarget=sip.contoso.com");
}

TEST_CASE("unnamed data of services are their params") {
  CHECK(facts_of(EventBuilder("Service Control Manager", 7036).unnamed("Front-End").unnamed("running")) ==
        "param1=Front-End param2=running ServiceName=Front-End ServiceDisplayName=Front-End");
}

TEST_CASE("no more data are looked at than asked for") {
  EventBatch batch;
  EventBuilder event("LS Server", 1);
  for (int i = 0; i < 100; ++i) event.unnamed("x");
  CHECK(facts::unnamed_data(event.add_to(batch), 32).size() == 32);
}

}  // namespace doctor
