#include <doctest/doctest.h>

#include "platform/command_line.h"

using namespace doctor;

// The test program gets no arguments of its own making; tests/windows/run.sh asks with Cyrillic ones and with "*".
TEST_CASE("the arguments come from the system, not from main") {
  char other[] = "not asked";
  char* arguments[] = {other, other, nullptr};
  for (const std::string& argument : command_line(2, arguments)) CHECK(argument != "not asked");
}
