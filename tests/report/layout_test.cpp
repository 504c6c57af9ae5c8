#include "report/layout.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {

Diagnosis diagnosis(std::string id, Verdict verdict, std::string computer, std::vector<std::string> rivals = {}) {
  Diagnosis d;
  d.id = std::move(id);
  d.verdict = verdict;
  d.computer = std::move(computer);
  for (std::string& rival : rivals) d.rivals.push_back({std::move(rival), "", Verdict::possible});
  return d;
}

/// "a@FE01 +FE02 | b@FE01 || also c<1 @FE01 || out d"
std::string shown(const Layout& layout) {
  std::string out;
  for (const Layout::Section& s : layout.sections) {
    out += s.main->id + "@" + s.main->computer;
    for (const Diagnosis* d : s.same) out += " +" + d->computer;
    out += " | ";
  }
  for (const Layout::AlsoPossible& a : layout.also_possible) {
    out += "also " + a.diagnosis->id + "<" + std::to_string(a.better + 1);
    for (const std::string& c : a.computers) out += " " + c;
    out += " | ";
  }
  for (const Diagnosis* d : layout.ruled_out) out += "out " + d->id + " | ";
  return out;
}

}  // namespace

TEST_CASE("a possible rival of a better diagnosis gets a line only") {
  Assessment a;
  a.diagnoses = {diagnosis("md5", Verdict::likely, "FE01", {"sha512"}),
                 diagnosis("sha512", Verdict::possible, "fe01", {"md5"})};
  CHECK(shown(lay_out(a, false)) == "md5@FE01 | also sha512<1 fe01 | ");
}

TEST_CASE("a possible diagnosis that no better one names keeps its section") {
  Assessment a;
  a.diagnoses = {diagnosis("md5", Verdict::likely, "FE01", {"sha512"}), diagnosis("fips", Verdict::possible, "FE01"),
                 diagnosis("sha512", Verdict::possible, "FE02")};
  CHECK(shown(lay_out(a, false)) == "md5@FE01 | fips@FE01 | sha512@FE02 | ");
}

TEST_CASE("a rival that is likely itself keeps its section") {
  Assessment a;
  a.diagnoses = {diagnosis("md5", Verdict::likely, "FE01", {"key"}),
                 diagnosis("key", Verdict::likely, "FE01", {"md5"})};
  CHECK(shown(lay_out(a, false)) == "md5@FE01 | key@FE01 | ");
}

TEST_CASE("among possible ones the best comes in full") {
  Assessment a;
  a.diagnoses = {diagnosis("a", Verdict::possible, "FE01", {"b"}),
                 diagnosis("b", Verdict::possible, "FE01", {"a", "c"}),
                 diagnosis("c", Verdict::possible, "FE01", {"b"})};
  CHECK(shown(lay_out(a, false)) == "a@FE01 | c@FE01 | also b<1 FE01 | ");  // only b, which has no section, names c
}

TEST_CASE("one diagnosis on several computers is one section, or one each with all") {
  Assessment a;
  a.diagnoses = {diagnosis("md5", Verdict::confirmed, "FE01"), diagnosis("md5", Verdict::likely, "FE02"),
                 diagnosis("x", Verdict::likely, "FE02")};
  CHECK(shown(lay_out(a, false)) == "md5@FE01 +FE02 | x@FE02 | ");
  CHECK(shown(lay_out(a, true)) == "md5@FE01 | md5@FE02 | x@FE02 | ");
  CHECK(distinct_diagnoses(lay_out(a, false)) == 2);
  CHECK(distinct_diagnoses(lay_out(a, true)) == 2);
}

TEST_CASE("the same rival on several computers is one line") {
  Assessment a;
  a.diagnoses = {diagnosis("md5", Verdict::likely, "FE01", {"r"}), diagnosis("md5", Verdict::likely, "FE02", {"r"}),
                 diagnosis("r", Verdict::possible, "FE01"), diagnosis("r", Verdict::possible, "FE02")};
  CHECK(shown(lay_out(a, false)) == "md5@FE01 +FE02 | also r<1 FE01 FE02 | ");
}

TEST_CASE("what is ruled out is kept apart") {
  Assessment a;
  a.diagnoses = {diagnosis("md5", Verdict::ruled_out, "FE01")};
  CHECK(shown(lay_out(a, false)) == "out md5 | ");
  CHECK(distinct_diagnoses(lay_out(a, false)) == 0);
}
