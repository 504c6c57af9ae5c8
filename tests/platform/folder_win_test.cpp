#include <doctest/doctest.h>

#include "platform/folder.h"
#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("the separator is the one that was used") {
  CHECK(text_below("C:\\logs", "System.evtx") == "C:\\logs\\System.evtx");
  CHECK(text_below("C:\\", "logs") == "C:\\logs");
  CHECK(text_below("C:/logs", "System.evtx") == "C:/logs/System.evtx");
  CHECK(text_below("logs", "System.evtx") == "logs/System.evtx");
  CHECK(text_below("C:/logs", "a\\System.evtx") == "C:/logs/a/System.evtx");
  CHECK(text_below("C:\\logs", "a\\System.evtx") == "C:\\logs\\a\\System.evtx");
}
