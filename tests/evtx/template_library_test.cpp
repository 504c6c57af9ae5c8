#include "evtx/template_library.h"

#include <doctest/doctest.h>

#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {

constexpr std::uint32_t kFirstDefinition =
    512 + 24 + 4 + 10;  // behind record header, fragment header and instance head

ByteView view(const std::string& bytes) {
  return as_bytes(bytes.data(), bytes.size());
}

EvtxRecord contoso(std::string_view field) {
  return EvtxRecord("Contoso", 1).data(field, "x");
}

Definition* first(TemplateLibrary& library, const std::string& chunk) {
  library.begin(view(chunk));
  Budget budget;
  return library.find(kFirstDefinition, budget);
}

}  // namespace

TEST_CASE("the same template in two chunks is one, wherever its names are written") {
  TemplateLibrary library;
  const std::string a = EvtxBuilder().record(contoso("one")).chunk();
  Definition* known = first(library, a);
  CHECK(known->sound);
  CHECK(known->plan.found);
  CHECK(known->gate.usable);
  CHECK(first(library, EvtxBuilder().record(contoso("other")).chunk()) == known);

  // In the second chunk the names of the event's template are written by another template before it.
  const std::string b = EvtxBuilder().record(EvtxRecord("Fabrikam", 2)).record(contoso("one")).chunk();
  library.begin(view(b));
  Budget budget;
  std::size_t met = 0;
  for (std::uint32_t at = 512; at + 100 < b.size() && met < 2; ++at) {
    // Every definition of the chunk is reached from an instance; here only that looking anywhere does no harm.
    met += library.find(at, budget)->sound ? 1 : 0;
  }
  CHECK(met >= 1);
}

TEST_CASE("equal bytes with another name behind a reference are another template") {
  TemplateLibrary library;
  std::string chunk = EvtxBuilder().record(contoso("abcd")).record(contoso("abcd")).chunk();
  Definition* known = first(library, chunk);
  std::string other = chunk;
  const std::string system("S\0y\0s\0t\0e\0m\0", 12), changed("S\0y\0s\0t\0e\0X\0", 12);
  const std::size_t at = other.find(system);
  REQUIRE(at != std::string::npos);
  other.replace(at, changed.size(), changed);
  Definition* made = first(library, other);
  CHECK(made != known);
  CHECK_FALSE(made->plan.found);
  CHECK(first(library, chunk) == known);
}

TEST_CASE("what is no definition is none, and costs the chunk the same whether it is known or not") {
  TemplateLibrary library;
  const std::string chunk = EvtxBuilder().record(contoso("a")).chunk();
  library.begin(view(chunk));
  for (const std::uint32_t offset : {0u, 1u, 65535u, 0xffffffffu}) {
    Budget budget;
    CHECK_FALSE(library.find(offset, budget)->sound);
  }
  const auto steps_left = [&](TemplateLibrary& in) {
    Budget budget;
    in.begin(view(chunk));
    (void)in.find(kFirstDefinition, budget);
    std::uint64_t n = 0;
    while (budget.steps(64)) ++n;
    return n;
  };
  TemplateLibrary fresh;
  const std::uint64_t unknown = steps_left(fresh);
  CHECK(steps_left(fresh) == unknown);
}

TEST_CASE("a full library is emptied and starts again") {
  TemplateLibrary library;
  const std::string chunk = EvtxBuilder().record(contoso("a")).chunk();
  CHECK_FALSE(library.full());
  const Definition* before = first(library, chunk);
  CHECK(before->number == 0);
  library.clear();
  CHECK(first(library, chunk)->sound);
}
