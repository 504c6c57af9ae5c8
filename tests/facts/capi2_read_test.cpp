#include "facts/capi2_read.h"

#include <doctest/doctest.h>

#include "facts_of.h"
#include "tree_builder.h"

namespace doctor::facts {

TEST_CASE("texts and numbers are read by path, a thumbprint is a file name without its ending") {
  EventBatch batch;
  const Event& event =
      test::capi2(
          11, "C",
          "Certificate/@fileRef=AB12.cer\nCertificate/@subjectName=pool01.contoso.local\nResult/@value=800B0109")
          .add_to(batch);
  FactList out(event, batch, test::small_knowledge());
  const Tree tree(event);
  CHECK(text_at(out, tree, "Certificate/@fileRef") == "AB12.cer");
  CHECK(text_at(out, tree, "None").empty());
  CHECK(hex_at(tree, "Result/@value") == 0x800B0109);
  CHECK_FALSE(hex_at(tree, "Certificate/@subjectName").has_value());
  CHECK(thumbprint("AB12.cer") == "AB12");
  CHECK(thumbprint("AB12") == "AB12");
  add_subject(out, tree);
  REQUIRE(out.facts().size() == 3);
  CHECK(out.facts()[1].value.text == "AB12");
  CHECK(out.facts()[2].value.text == "same-domain");
}

}  // namespace doctor::facts
