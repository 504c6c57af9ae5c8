#include "app/scan_format.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("every format has one name, and is found by it") {
  for (const ScanFormat& format : scan_formats()) {
    CAPTURE(format.name);
    CHECK(scan_format(format.name) == format.format);
  }
  CHECK(scan_format_names().size() == scan_formats().size());
  CHECK(scan_format("no such format") == Format::text);
  CHECK(scan_format_words().starts_with("text, json"));
  CHECK(scan_format_words().find(" or ") != std::string::npos);
}

TEST_CASE("the command line takes them for scan, and no other command does") {
  for (const std::string& name : scan_format_names()) {
    CAPTURE(name);
    const ParsedCommandLine parsed = parse_command_line({"scan", "x.evtx", "--format", name});
    REQUIRE(parsed.options);
    CHECK(parsed.options->format == scan_format(name));
  }
  CHECK_FALSE(parse_command_line({"explain", "36888", "--format", "html"}).options);
  CHECK_FALSE(parse_command_line({"scan", "x.evtx", "--format", "docx"}).options);
  CHECK_FALSE(parse_command_line({"scan", "x.evtx", "--why", "some-rule", "--format", "html"}).options);
}

TEST_CASE("each format is written by its own writer") {
  Report report;
  report.tool_version = "1.2.3";
  Options options;
  options.format = Format::html;
  CHECK(render_report(report, RuleSet(), options).starts_with("<!DOCTYPE html>"));
  options.format = Format::json;
  CHECK(render_report(report, RuleSet(), options).starts_with("{"));
  options.format = Format::text;
  CHECK(render_report(report, RuleSet(), options).starts_with("Nothing found"));
}
