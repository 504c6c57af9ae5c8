#include "evtx/binxml.h"

#include <doctest/doctest.h>

#include <memory_resource>
#include <string>
#include <vector>

#include "base/text.h"
#include "evtx/text_pool.h"

using namespace doctor;
using namespace doctor::evtx;

namespace {

using Layout = BinXmlCompiler::Layout;

/// Bytes of binary XML, written by hand: a chunk whose first 64 bytes are not used.
class Bytes {
 public:
  Bytes& put(std::uint64_t n, std::size_t width) {
    out_.append(reinterpret_cast<const char*>(&n), width);
    return *this;
  }
  Bytes& token(int code) { return put(static_cast<std::uint64_t>(code), 1); }
  Bytes& name(std::string_view text) {
    put(out_.size() + 4, 4);
    return stored_name(text);
  }
  Bytes& stored_name(std::string_view text) {
    return put(0, 4).put(0, 2).put(text.size(), 2).raw(to_utf16le(text)).put(0, 2);
  }
  Bytes& name_at(std::size_t offset) { return put(offset, 4); }
  Bytes& text(std::string_view t) { return token(0x05).token(0x01).put(t.size(), 2).raw(to_utf16le(t)); }
  Bytes& open(std::string_view n, bool attributes = false) {
    token(attributes ? 0x41 : 0x01).put(0, 4).name(n);
    return attributes ? put(0, 4) : *this;
  }
  Bytes& raw(std::string_view bytes) { return out_ += bytes, *this; }
  std::size_t at() const { return out_.size(); }
  const std::string& str() const { return out_; }

 private:
  std::string out_ = std::string(64, '\0');
};

struct Result {
  std::string text;
  bool whole;
};

/// A compiler on a chunk, with all it needs.
struct Compiling {
  explicit Compiling(const std::string& chunk) { compiler.begin(as_bytes(chunk.data(), chunk.size())); }
  std::pmr::monotonic_buffer_resource arena;
  Budget budget;
  TextPool pool{arena, budget};
  NameTable names{arena};
  BinXmlCompiler compiler{names, budget};
};

void print(Ops ops, std::uint32_t begin, std::uint32_t end, std::string& out) {
  for (std::uint32_t i = begin; i < end;) {
    const Op& op = ops[i];
    switch (op.kind) {
      case Op::Kind::open:
        out += "<" + std::string(op.text.substr(0, op.prefix)) + (op.prefix > 0 ? "|" : "") + std::string(op.local());
        if (op.dependency != kNoDependency) out += " if " + std::to_string(op.dependency);
        out += ">";
        print(ops, i + 1, op.end, out);
        out += "</>";
        i = op.end;
        break;
      case Op::Kind::attribute:
        out += (op.declaration ? "@@" : "@") + std::string(op.text.substr(0, op.prefix)) + (op.prefix > 0 ? "|" : "") +
               std::string(op.local()) + "(";
        print(ops, i + 1, op.end, out);
        out += ")";
        i = op.end;
        break;
      case Op::Kind::text:
        out += "'" + std::string(op.text) + "'";
        ++i;
        break;
      case Op::Kind::substitution:
        out += (op.optional ? "?" : "%") + std::to_string(op.index);
        ++i;
        break;
    }
  }
}

Result compile(const Bytes& bytes, Layout layout = Layout::without_dependency) {
  const std::string& chunk = bytes.str();
  Compiling on(chunk);
  const Compiled c = on.compiler.element(64, chunk.size(), layout, on.pool);
  Result r{{}, c.whole};
  print(c.ops, 0, static_cast<std::uint32_t>(c.ops.size()), r.text);
  return r;
}

}  // namespace

TEST_CASE("elements, attributes, text and substitutions are compiled in order") {
  const Result r = compile(Bytes()
                               .open("Data", true)
                               .token(0x46)
                               .name("Name")
                               .text("x")
                               .token(0x06)
                               .name("Type")
                               .token(0x0e)
                               .put(3, 2)
                               .token(0x01)
                               .token(0x02)
                               .text("a")
                               .token(0x0d)
                               .put(7, 2)
                               .token(0x08)
                               .open("Inner")
                               .token(0x03)
                               .token(0x04));
  CHECK(r.whole);
  CHECK(r.text == "<Data>@Name('x')@Type(?3)'a'%7<Inner></></>");
}

TEST_CASE("references, CDATA and processing instructions are understood") {
  const Result r = compile(Bytes()
                               .open("D")
                               .token(0x02)
                               .text("a")
                               .token(0x49)
                               .name("amp")
                               .token(0x49)
                               .name("lt")
                               .token(0x49)
                               .name("gt")
                               .token(0x49)
                               .name("quot")
                               .token(0x49)
                               .name("apos")
                               .token(0x09)
                               .name("nbsp")
                               .token(0x08)
                               .put(0xe9, 2)
                               .token(0x48)
                               .put(0xd800, 2)
                               .token(0x07)
                               .put(2, 2)
                               .raw(to_utf16le("]]"))
                               .token(0x0a)
                               .name("pi")
                               .token(0x0b)
                               .put(1, 2)
                               .raw(to_utf16le("z"))
                               .token(0x04));
  CHECK(r.whole);
  CHECK(r.text == "<D>'a''&''<''>''\"'''''&nbsp;''\xc3\xa9''\xef\xbf\xbd'']]'</>");
}

TEST_CASE("names are read where they are, inline or elsewhere") {
  Bytes b;
  b.open("Data");
  const std::size_t name_offset = 64 + 1 + 4 + 4;
  b.token(0x02).token(0x01).put(0, 4).name_at(name_offset).token(0x03).token(0x04);
  CHECK(compile(b).text == "<Data><Data></></>");
}

TEST_CASE("namespace declarations are marked and prefixes told from names") {
  const Result r = compile(Bytes()
                               .open("e:Root", true)
                               .token(0x46)
                               .name("xmlns")
                               .text("http://contoso")
                               .token(0x46)
                               .name("xmlns:e")
                               .text("urn:e")
                               .token(0x06)
                               .name("xml:lang")
                               .text("en")
                               .token(0x03));
  CHECK(r.whole);
  CHECK(r.text == "<e:|Root>@@xmlns('http://contoso')@@xmlns:e('urn:e')@xml:|lang('en')</>");
}

TEST_CASE(
    "the layout with a dependency identifier is recognised where the other is expected, and the other way round") {
  const auto with = [](std::uint16_t dependency) {
    return Bytes().token(0x01).put(dependency, 2).put(0, 4).name("Data").token(0x03);
  };
  CHECK(compile(with(5), Layout::with_dependency).text == "<Data if 5></>");
  CHECK(compile(with(0xffff), Layout::without_dependency).text == "<Data></>");
  CHECK(compile(Bytes().open("Data").token(0x03), Layout::with_dependency).text == "<Data></>");
}

TEST_CASE("what breaks off is closed and marked") {
  const auto broken = [](const Bytes& b) {
    const Result r = compile(b);
    CHECK_FALSE(r.whole);
    return r.text;
  };
  CHECK(broken(Bytes().open("A").token(0x02).text("x").open("B")) == "<A>'x'<B></></>");
  CHECK(broken(Bytes().open("A", true).token(0x06).name("n").text("v")) == "<A>@n('v')</>");
  CHECK(broken(Bytes().open("A").token(0x02).token(0x3f)) == "<A></>");
  CHECK(broken(Bytes().open("A").text("no attribute to belong to")) == "<A></>");
  CHECK(broken(Bytes().open("A").token(0x02).token(0x06).name("n")) == "<A></>");
  CHECK(broken(Bytes().open("A").token(0x04)) == "<A></>");
  CHECK(broken(Bytes().open("A").token(0x02).token(0x02)) == "<A></>");
  CHECK(broken(Bytes().open("A").token(0x02).token(0x0c)) == "<A></>");
  CHECK(broken(Bytes().open("A").token(0x02).token(0x05).token(0x02).put(1, 2)) == "<A></>");
  CHECK(broken(Bytes().open("A").token(0x02).token(0x05).token(0x01).put(60000, 2)) == "<A></>");
  CHECK(broken(Bytes().token(0x01).put(0, 4).name_at(0xfffffff0)) == "");
  CHECK(broken(Bytes().token(0x04)) == "");
  CHECK(broken(Bytes()) == "");
}

TEST_CASE("elements nest 64 deep and no deeper") {
  const auto nest = [](std::size_t depth) {
    Bytes b;
    for (std::size_t i = 0; i < depth; ++i) b.open("A").token(0x02);
    for (std::size_t i = 0; i < depth; ++i) b.token(0x04);
    return compile(b).whole;
  };
  CHECK(nest(64));
  CHECK_FALSE(nest(65));
}

TEST_CASE("compiling stops when the budget is spent") {
  const std::string chunk = Bytes().open("A").token(0x02).text("x").token(0x04).str();
  Compiling on(chunk);
  REQUIRE(on.budget.steps(kMaxSteps - 2));
  const Compiled c = on.compiler.element(64, chunk.size(), Layout::without_dependency, on.pool);
  CHECK_FALSE(c.whole);
  CHECK(on.budget.spent());
}

TEST_CASE("a processing instruction between fragments is skipped") {
  Bytes b;
  b.token(0x0a).name("target");
  const std::size_t behind = b.at();
  b.token(0x0b).put(40, 2);
  const std::string& chunk = b.str();
  Compiling on(chunk);
  CHECK(on.compiler.skip_instruction(64, chunk.size()) == behind);
  CHECK(on.compiler.skip_instruction(behind, chunk.size()) == 0);
}

TEST_CASE("every name referred to is told, with its place") {
  Bytes b;
  b.open("Data");
  const std::size_t name = 64 + 1 + 4 + 4;
  b.token(0x02).token(0x01).put(0, 4).name_at(name).token(0x03).token(0x04);
  Compiling on(b.str());
  std::vector<NameReference> references;
  CHECK(on.compiler.element(64, b.at(), Layout::without_dependency, on.pool, &references).whole);
  REQUIRE(references.size() == 2);
  CHECK(references[0].inside);
  CHECK_FALSE(references[1].inside);
  CHECK(references[0].name == name + 8);
  CHECK(references[1].name == name + 8);
  CHECK(references[1].size == 8);
  // Of the other layout than expected: not to be relied on.
  CHECK(on.compiler.element(64, b.at(), Layout::with_dependency, on.pool, &references).whole);
  CHECK(references.empty());
}
