#include <doctest/doctest.h>

#include "platform/command_line.h"

using namespace doctor;

TEST_CASE("the arguments are what follows the program's name, as they are") {
  char program[] = "schannel-doctor", path[] = "logs/*.evtx";
  char* arguments[] = {program, path, nullptr};
  CHECK(command_line(2, arguments) == std::vector<std::string>{"logs/*.evtx"});
  CHECK(command_line(0, arguments + 2).empty());
}
