#include "facts/tree.h"

#include <doctest/doctest.h>

#include "tree_builder.h"

namespace doctor::facts {

TEST_CASE("a path is taken apart step by step") {
  const Step step = first_step("ChainElement[12]/SignatureAlgorithm/@oid");
  CHECK(step.name == "ChainElement");
  CHECK(step.index == 12);
  CHECK(step.rest == "SignatureAlgorithm/@oid");
  CHECK(first_step("URL").name == "URL");
  CHECK(first_step("URL").rest.empty());
  CHECK(first_step("A[x]/B").index == 0);
  CHECK(first_step("").name.empty());
}

TEST_CASE("fields are found below the root element, whatever it is called") {
  EventBatch batch;
  const Event& event =
      test::capi2(53, "CryptRetrieveObjectByUrlWire", "URL=http://pki.contoso.com/r.crl\nResult/@value=0")
          .add_to(batch);
  const Tree tree(event);
  CHECK(tree.root() == "CryptRetrieveObjectByUrlWire");
  REQUIRE(tree.find("URL") != nullptr);
  CHECK(tree.find("URL")->text == "http://pki.contoso.com/r.crl");
  CHECK(tree.find("Result") == nullptr);
}

TEST_CASE("flat events are no trees") {
  EventBatch batch;
  CHECK(Tree(test::EventBuilder("a", 1).data("x", "1").add_to(batch)).root().empty());
  CHECK(Tree(test::EventBuilder("a", 1).add_to(batch)).root().empty());
}

}  // namespace doctor::facts
