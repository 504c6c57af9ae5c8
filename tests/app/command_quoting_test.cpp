#include "app/command_quoting.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

using Words = std::vector<std::string>;

/// What a command line can be asked to carry.
const Words kHard = {"plain",
                     "two words",
                     "",
                     "-",
                     ";",
                     "#no comment",
                     "C:\\Program Files\\schannel-doctor\\",
                     "\\\\fe01\\logs\\",
                     "a\\\"b",
                     "\"quoted\"",
                     "ends with quote\"",
                     "ends \\\\",
                     "it's",
                     "'",
                     "$HOME ${HOME} $(id) `id`",
                     "100%",
                     "50%%",
                     "back\\%slash \\\\% \\\\\\%",
                     "'%'\\%'",
                     "*?[a]{b,c}~!",
                     "a&b|c>d<e^f",
                     "Zertifikate für Büro",
                     "--flag=value with blank"};

/// CommandLineToArgvW, from its documentation, of what follows the program.
Words read_windows(const std::string& line) {
  Words out;
  std::size_t i = 0;
  while (true) {
    while (i < line.size() && (line[i] == ' ' || line[i] == '\t')) ++i;
    if (i >= line.size()) return out;
    std::string word;
    bool quoted = false;
    while (i < line.size() && (quoted || (line[i] != ' ' && line[i] != '\t'))) {
      std::size_t slashes = 0;
      while (i < line.size() && line[i] == '\\') ++slashes, ++i;
      if (i < line.size() && line[i] == '"') {
        word.append(slashes / 2, '\\');
        if (slashes % 2 == 1) {
          word += '"';
        } else if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
          word += '"';
          ++i;
        } else {
          quoted = !quoted;
        }
        ++i;
      } else {
        word.append(slashes, '\\');
        if (i < line.size() && (quoted || (line[i] != ' ' && line[i] != '\t'))) word += line[i++];
      }
    }
    out.push_back(word);
  }
}

/// How cron takes the command out of a line: "\%" is "%", a "%" alone is its end.
std::string read_cron(const std::string& line) {
  std::string out;
  bool escaped = false;
  for (const char c : line) {
    if (escaped) {
      if (c == '%') out.pop_back();
      out += c;
      escaped = false;
      continue;
    }
    if (c == '%') return out;
    escaped = c == '\\';
    out += c;
  }
  return out;
}

/// The words that sh hands to a program.
Words through_sh(const std::string& words) {
  const TempDir dir;
  const auto file = dir.path() / "words";
  const std::string command = "printf '%s\\0' " + words + " >'" + file.string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  const std::string text = read_file(file);
  Words out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\0', at);
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

/// ExecStart= as systemd.service(5) and systemd.syntax(7) tell it, for what is quoted with double quotes.
Words read_systemd(const std::string& line) {
  Words out;
  std::size_t i = 0;
  while (i < line.size()) {
    std::string word;
    const bool quoted = line[i] == '"';
    if (quoted) ++i;
    while (i < line.size() && line[i] != (quoted ? '"' : ' ')) {
      if (line[i] == '\\') ++i;
      const bool doubled = line[i] == '%' || (line[i] == '$' && !out.empty());
      if (doubled) {
        REQUIRE(i + 1 < line.size());
        REQUIRE(line[i + 1] == line[i]);
        ++i;
      }
      word += line[i++];
    }
    i += quoted ? 2 : 1;
    out.push_back(word);
  }
  return out;
}

}  // namespace

TEST_CASE("Windows reads back the words that were written") {
  CHECK(read_windows(windows_command(kHard)) == kHard);
  for (const std::string& word : kHard) CHECK(read_windows(windows_quoted(word)) == Words{word});
}

TEST_CASE("Windows: only what needs quotes has them") {
  CHECK(windows_command(Words{"scan", "C:\\logs", "--state", "C:\\Program Files\\x\\"}) ==
        "scan C:\\logs --state \"C:\\Program Files\\x\\\\\"");
  CHECK(windows_quoted("") == "\"\"");
}

TEST_CASE("sh reads back the words that were written") {
  CHECK(through_sh(shell_command(kHard)) == kHard);
  CHECK(shell_command(Words{"/usr/bin/x", "a b", "it's"}) == "/usr/bin/x 'a b' 'it'\\''s'");
}

TEST_CASE("cron hands the same words to sh") {
  const std::string line = cron_command(kHard);
  CHECK(through_sh(read_cron(line)) == kHard);
  for (const std::string& word : kHard) {
    CAPTURE(word);
    CHECK(through_sh(read_cron(cron_command(Words{word}))) == Words{word});
  }
}

TEST_CASE("systemd reads back the words that were written") {
  Words words = {"/opt/a $b%c/schannel-doctor"};
  words.insert(words.end(), kHard.begin(), kHard.end());
  CHECK(read_systemd(systemd_command(words)) == words);
  CHECK(systemd_command(Words{"/usr/bin/x", "a", "5 %", "$x"}) == "/usr/bin/x a \"5 %%\" \"$$x\"");
  CHECK(systemd_quoted("/srv/a $b") == "\"/srv/a $b\"");
  CHECK(systemd_command(Words{}).empty());
}

TEST_CASE("control characters and what is not UTF-8 cannot be quoted") {
  CHECK(is_quotable("Büro 1"));
  CHECK(is_quotable(""));
  CHECK_FALSE(is_quotable("a\nb"));
  CHECK_FALSE(is_quotable("a\x1b[1m"));
  CHECK_FALSE(is_quotable("\x7f"));
  CHECK_FALSE(is_quotable("\xff"));
}

TEST_CASE("in XML nothing can end a text or an attribute") {
  CHECK(xml_quoted("A & \"B\" <c>'d'") == "A &amp; &quot;B&quot; &lt;c&gt;'d'");
  CHECK(xml_quoted("plain") == "plain");
}
