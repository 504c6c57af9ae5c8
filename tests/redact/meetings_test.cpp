#include "redact/meetings.h"

#include <doctest/doctest.h>

using namespace doctor::redact;

TEST_CASE("each name once, in the order of meeting; as another kind it is another") {
  Meetings met;
  met.add({Meeting::What::unit, NameKind::host, true, "fe01", {}});
  met.add({Meeting::What::unit, NameKind::user, true, "jdoe", {}});
  met.add({Meeting::What::unit, NameKind::host, true, "fe01", {}});
  met.add({Meeting::What::unit, NameKind::host, false, "fe01", {}});
  met.add({Meeting::What::pair, NameKind::user, false, "a", "b"});
  met.add({Meeting::What::pair, NameKind::user, false, "a", "c"});
  REQUIRE(met.list().size() == 5);
  CHECK(met.list()[0].text == "fe01");
  CHECK(met.list()[1].text == "jdoe");
  CHECK_FALSE(met.list()[2].strong);
  CHECK(met.list()[4].of == "c");
}
