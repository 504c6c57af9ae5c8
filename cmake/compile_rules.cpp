// compile-rules FOLDER OUT.cpp : runs on the machine that builds, see analyzer/data/compile_rules.h. An unsound document ends the
// build with its message.
#include "data/compile_rules.h"

#include <cstdio>
#include <exception>

#include "platform/file.h"

namespace {

using namespace doctor;

void say(const std::string& text) {
  std::fputs(text.c_str(), stderr);
}

int run(const char* folder, const char* out) {
  DataStore store;
  Diagnostics problems;
  const auto added = store.add_folder(folder, problems);
  if (!added) {
    say("compile-rules: " + added.error().what + "\n");
    return 1;
  }
  const std::string source = compile_rules(store, problems);
  for (const Diagnostic& d : problems.kept()) say(store.describe(d));
  if (problems.count(Severity::error) > 0) return 1;
  const auto before = read_text_file(out);
  if (before && *before == source) return 0;  // its time does not change, and nothing is compiled anew
  const auto written = write_file(out, source);
  if (!written) say("compile-rules: " + written.error().what + "\n");
  return written ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    say("usage: compile-rules FOLDER OUT.cpp\n");
    return 2;
  }
  try {
    return run(argv[1], argv[2]);
  } catch (const std::exception& e) {
    say(std::string("compile-rules: ") + e.what() + "\n");
    return 1;
  }
}
