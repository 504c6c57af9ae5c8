// Walking in JSON; that it prints the same as plans is checked by Printing in every test.
#include <doctest/doctest.h>

#include "evtx/printing.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string user_data(const EvtxElement& element) {
  return between(printed_json(EvtxBuilder().record(EvtxRecord("Contoso", 1).user_data(element)).chunk()),
                 "\"UserData\":", "}}\x01");
}
std::string tail(const EvtxElement& element) {
  const std::string json = printed_json(EvtxBuilder().record(EvtxRecord("Contoso", 1).user_data(element)).chunk());
  const std::size_t at = json.find("\"UserData\":");
  return json.substr(at + 11, json.size() - at - 13);
}

}  // namespace

TEST_CASE("an element is null, its text, or an object with what it has") {
  CHECK(user_data({"x"}).empty());  // there is no such end
  CHECK(tail({"A"}) == "{\"A\":null}");
  CHECK(tail({"A", {}, "t", {}}) == "{\"A\":\"t\"}");
  CHECK(tail({"A", {{"k", "v"}}, {}, {}}) == "{\"A\":{\"#attributes\":{\"k\":\"v\"}}}");
  CHECK(tail({"A", {{"k", "v"}}, "t", {}}) == "{\"A\":{\"#attributes\":{\"k\":\"v\"},\"#text\":\"t\"}}");
  CHECK(tail({"A", {{"k", "v"}}, {}, {{"B", {}, "t", {}}}}) == "{\"A\":{\"#attributes\":{\"k\":\"v\"},\"B\":\"t\"}}");
}

TEST_CASE("siblings of one name are numbered within their parent only") {
  EvtxElement root{"R", {}, {}, {}};
  for (int i = 0; i < 2; ++i) root.children.push_back({"A", {}, {}, {{"B", {}, "x", {}}, {"B", {}, "y", {}}}});
  CHECK(tail(root) == "{\"R\":{\"A\":{\"B\":\"x\",\"B_1\":\"y\"},\"A_1\":{\"B\":\"x\",\"B_1\":\"y\"}}}");
}
