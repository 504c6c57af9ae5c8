#include <doctest/doctest.h>

#include "platform/local_machine.h"

using namespace doctor;

TEST_CASE("without Windows there is nothing to tell") {
  const LocalMachine& machine = local_machine();
  CHECK_FALSE(machine.is_windows());
  CHECK(machine.computer_name().empty());
  CHECK(machine.log_folder().empty());
  CHECK(machine.read_registry("SYSTEM").access == RegistryAccess::absent);
}
