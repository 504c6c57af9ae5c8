#include "app/commands.h"

#include <doctest/doctest.h>

#include "app/run.h"

using namespace doctor;

TEST_CASE("each command line reaches its command") {
  CHECK(test::run({"explain", "alert", "40"}).out.find("handshake_failure") != std::string::npos);
  CHECK(test::run({"rules", "list"}).out.find("pki-md5-chain") != std::string::npos);
  CHECK(test::run({"scan", "/nonexistent/x.evtx"}).code == ExitCode::input);
}
