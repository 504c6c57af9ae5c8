#include "redact/looks.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor::redact;

TEST_CASE("where the computer of a network path stands") {
  const auto host = [](std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] != '\\') continue;
      if (const std::size_t begin = unc_host_at(text, at);
          begin != std::string_view::npos && begin < text.size() && text[begin] != '?')
        return std::string(text.substr(begin, text.find('\\', begin) - begin));
    }
    return std::string("none");
  };
  CHECK(host("\\\\fs1\\share") == "fs1");
  CHECK(host("\"\\\\\\\\fs1\\\\share\"") == "fs1");
  CHECK(host("Path:\\\\fs1\\share") == "fs1");
  CHECK(host("\\\\?\\UNC\\fs1\\share") == "fs1");
  CHECK(host("\\??\\UNC\\fs1\\share") == "fs1");
  CHECK(host("\\Device\\Mup\\fs1\\share") == "fs1");
  CHECK(host("\\Device\\Mup\\;LanmanRedirector\\;Z:00000000000193bd\\fs1\\share") == "fs1");
  for (const char* none :
       {"C:\\\\dir\\\\file", "%root%\\\\system32", "C:\\tools\\Mup\\foo\\x", "C:\\UNC\\foo", "a\\\\b"})
    CHECK_MESSAGE(host(none) == "none", none);
}

TEST_CASE("what stands in front of a colon") {
  const auto group = [](std::string_view text) { return is_group_before(text, text.size() - 1); };
  CHECK(group("face:"));
  CHECK(group("x 12:"));
  CHECK(group("a::"));
  CHECK_FALSE(group("src:"));
  CHECK_FALSE(group("addr:"));
  CHECK_FALSE(group("deadbeef:"));
  CHECK_FALSE(group(":"));
}

TEST_CASE("bytes in pairs, and tails of assemblies") {
  CHECK(are_pairs("00-0c-29"));
  CHECK_FALSE(are_pairs("00-0c-2"));
  CHECK_FALSE(are_pairs("000c29"));
  CHECK_FALSE(are_pairs("00-0c-29-"));
  CHECK(is_assembly_tail("__31bf385"));
  CHECK(is_assembly_tail("_none_x"));
  CHECK_FALSE(is_assembly_tail("_x.txt"));
}

TEST_CASE("accounts of computers, shares and services") {
  const auto is = [](std::string text) {
    const std::size_t end = text.find('$'), begin = text.find_last_of(" \\:", end) + 1;
    return is_machine_account(text, begin, end);
  };
  for (const char* good : {"WKSTN9$", "of WKSTN9$ was", "WK-7$.", "(a WKSTN9$)"}) CHECK_MESSAGE(is(good), good);
  for (const char* bad :
       {"MSSQL$RTC", "price$", "\\Data$", "ADMIN$", "IPC$", "5$", "AB${X}", "ABCDEFGHIJKLMNOP$", "$env:FOO$"})
    CHECK_FALSE_MESSAGE(is(bad), bad);
}

TEST_CASE("DOMAIN\\account, and paths that look alike") {
  const auto is = [](std::string text, std::size_t begin = 0) {
    const std::size_t slash = text.find('\\', begin);
    std::size_t end = slash + 1;
    while (end < text.size() && text[end] != ' ' && text[end] != '\\' && text[end] != '&' && text[end] != '$') ++end;
    return is_account_of_domain(text, begin, slash, end);
  };
  for (const char* good : {"ACME\\alice7 failed", "ACME-2\\svc_x", "ACME\\j.doe", "ACME\\WS7$"})
    CHECK_MESSAGE(is(good), good);
  for (const char* bad :
       {"HKLM\\x1", "HKEY_USERS\\x1", "SYSTEM\\Setup", "SOFTWARE\\Foo", "BUILTIN\\Foo", "AUTHORITY\\Foo", "acme\\alice",
        "Acme\\alice", "ACPI\\PNP0C0A", "PCI\\VEN_8086&DEV", "BIN\\FOO.EXE", "DONE2\\nNext", "ROOT\\cimv2", "A\\bc",
        "ACME\\5", "ACME\\a\\b", "ABCDEFGHIJKLMNOP\\x1", "FS1\\ADMIN$"})
    CHECK_FALSE_MESSAGE(is(bad), bad);
  CHECK_FALSE(is("C:\\ACME\\alice", 3));
}
