#include "app/options.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "app/help.h"
#include "app/options_raw.h"
#include "app/scan_format.h"
#include "app/version.h"
#include "base/text.h"
#include "platform/console.h"
#include "platform/local_machine.h"

namespace doctor {

namespace {

constexpr std::string_view kIntroduction =
    "Says why TLS, certificates or Skype for Business / Lync Server fail, from exported Windows event logs.";

CLI::Validator one_of(std::vector<std::string> names) {
  return CLI::IsMember(std::move(names));
}

}  // namespace

void add_scan(CLI::App& app, RawOptions& raw, Options& o) {
  CLI::App* scan = app.add_subcommand("scan", "read event logs and print the diagnosis (the default)");
  CLI::Option* path = add_reading_flags(*scan, raw, o)->required(false);
  path->description("logs (.evtx, event XML) and folders; without any, those of this Windows");
  scan->add_flag("--live-api", o.live_api, "read the logs of this computer through the Windows Event Log API")
      ->group("Input")
      ->excludes(path);
  add_time_flags(*scan, raw);
  scan->add_option("--require", o.require, "a channel that must be among the logs, else exit code 4")
      ->type_name("CHANNEL")
      ->group("Input")
      ->allow_extra_args(false);
  scan->add_option("--topology", raw.topology, "standard or enterprise: the edition, where the logs cannot tell")
      ->type_name("EDITION")
      ->check(one_of({"standard", "enterprise"}))
      ->group("Judging");
  scan->add_flag("--assume-logged", o.assume_logged,
                 "take a System log without Schannel events as healthy, not as blind")
      ->group("Judging");
  add_now_flag(*scan, raw, "the end of the logs");
  scan->add_option("--fail-on", raw.fail_on, "exit code 1 from this on")
      ->type_name("VERDICT")
      ->check(one_of({"confirmed", "likely", "possible", "none"}))
      ->group("Judging");
  add_rule_flags(*scan, o);
  add_placeholder_flag(*scan, o);
  CLI::Option* why = scan->add_option(
      "--why", o.why,
      "no report: why this rule or correlation matched, event by event");
  why->type_name("RULE")->group("Rules");
  add_output_flags(*scan, raw, o, scan_format_names(), scan_format_words());
  scan->add_option("--out-dir", o.out_dir, "also write the report in every format into this folder")
      ->type_name("DIR")
      ->check([](const std::string& text) { return text.empty() ? std::string("the name is empty") : std::string(); })
      ->group("Output");
  scan->add_flag("--utc", o.utc, "times in UTC instead of local time")->group("Output");
  scan->add_flag("--all", o.all, "also what was ruled out, and more event references")->group("Output");
  scan->add_flag("-q,--quiet", raw.quiet, "of the report only its verdict; -qq: nothing, the exit code tells")->group("Output");
  for (const char* judging : {"--strict", "--require", "--fail-on", "--quiet", "--out-dir"})
    why->excludes(scan->get_option(judging));
  add_redact_flags(*scan, o);
  add_run_flags(*scan, raw, o);
  scan->callback([&o] { o.command = CommandId::scan; });
}

namespace {

void add_explain(CLI::App& app, RawOptions& raw, Options& o) {
  CLI::App* explain =
      app.add_subcommand("explain", "look up an event id, alert, state, status code, diagnosis or text");
  explain
      ->add_option("WHAT", raw.query,
                   "36888, Schannel/36888, alert 40, state 1205, 0x80092013, pki-md5-chain, words ...")
      ->required();
  add_rule_flags(*explain, o);
  add_output_flags(*explain, raw, o);
  explain->callback([&o] { o.command = CommandId::explain; });
}

void add_rules(CLI::App& app, RawOptions& raw, Options& o) {
  CLI::App* rules = app.add_subcommand("rules", "the rule documents");
  rules->require_subcommand(1);
  CLI::App* check = rules->add_subcommand("check", "load all documents and run their examples");
  CLI::App* list = rules->add_subcommand("list", "all documents, one a line");
  CLI::App* show = rules->add_subcommand("show", "one document as it is written");
  CLI::App* test = rules->add_subcommand("test", "how often rules match in logs; exit code 1 if one does not");
  CLI::App* to_files = rules->add_subcommand("export", "write the documents that are compiled in to a folder");
  for (CLI::App* command : {check, list}) {
    command->add_option("PATH", o.rules, "folders or files of further rule documents");
    command->add_flag("!--no-builtin-rules", o.builtin_rules, "without the rules that are compiled in");
  }
  show->add_option("ID", raw.query, "name or id of a rule, correlation, filter, diagnosis or false alarm")->required();
  show->add_option("--rules", o.rules, "a folder or file of further rule documents")
      ->type_name("PATH")
      ->allow_extra_args(false);
  test->add_option("PATH", o.rules, "folders or files of rule documents")->required();
  test->add_option("--log", raw.paths, "a log or a folder of logs")
      ->type_name("PATH")
      ->required()
      ->allow_extra_args(false);
  test->add_option("--expect", raw.expected, "how often each rule must match; without it, at least once")
      ->type_name("N")
      ->default_str("")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}));
  test->add_flag("--builtin-rules", raw.with_builtin, "with the rules that are compiled in, for correlations of them");
  test->add_option("-j,--threads", raw.threads, "threads; 0: one per processor")
      ->type_name("N")
      ->check(CLI::Range(0, 256));
  to_files->add_option("DIR", o.folder, "a folder, made if it is not there")
      ->required()
      ->check([](const std::string& text) {
        return text.empty() ? std::string("the name of the folder is empty") : std::string();
      });
  for (CLI::App* command : {check, list, test}) add_placeholder_flag(*command, o);
  for (CLI::App* command : {list, test}) add_output_flags(*command, raw, o);
  check->callback([&o] { o.command = CommandId::rules_check; });
  list->callback([&o] { o.command = CommandId::rules_list; });
  show->callback([&o] { o.command = CommandId::rules_show; });
  test->callback([&o, &raw] {
    o.command = CommandId::rules_test;
    o.builtin_rules = raw.with_builtin;
  });
  to_files->callback([&o] { o.command = CommandId::rules_export; });
}

std::string finish(const RawOptions& raw, Options& o) {
  o.paths = raw.paths;
  if (raw.expected >= 0) o.expected = static_cast<std::uint64_t>(raw.expected);
  for (const std::string& word : raw.query) o.query += (o.query.empty() ? "" : " ") + word;
  const auto time = [](const std::string& text, const char* flag, FileTime& out) -> std::string {
    if (text.empty()) return {};
    const auto parsed = parse_iso8601(text);
    if (!parsed) return std::string(flag) + ": '" + printable(text) + "' is not a time such as 2015-06-01T07:00:00Z";
    out = *parsed;
    return {};
  };
  for (std::string problem : {time(raw.since, "--since", o.since), time(raw.until, "--until", o.until),
                              time(raw.now, "--now", o.now)}) {
    if (!problem.empty()) return problem;
  }
  if (o.since >= o.until) return "--since is not before --until";
  if (o.command == CommandId::scan && o.paths.empty() && !local_machine().is_windows()) {
    return "scan: PATH is required: the logs of this computer can be read on Windows only";
  }
  if (raw.topology == "standard") o.topology = Topology::standard;
  if (raw.topology == "enterprise") o.topology = Topology::enterprise;
  const std::map<std::string, std::optional<Verdict>> verdicts = {{"confirmed", Verdict::confirmed},
                                                                  {"likely", Verdict::likely},
                                                                  {"possible", Verdict::possible},
                                                                  {"none", std::nullopt}};
  o.fail_on = verdicts.at(raw.fail_on);
  o.brief = raw.quiet == 1;
  o.quiet = raw.quiet > 1;
  o.format = scan_format(raw.format);
  if (!o.why.empty() && o.format != Format::text && o.format != Format::json) return "--why is told as text or json";
  o.color = raw.color == "always" ? ColorMode::always : raw.color == "never" ? ColorMode::never : ColorMode::automatic;
  o.threads = raw.threads == 0 ? processor_count() : static_cast<unsigned>(raw.threads);
  if (std::string problem = finish_cert(raw, o); !problem.empty()) return problem;
  if (std::string problem = finish_run(raw, o); !problem.empty()) return problem;
  if (std::string problem = finish_schedule(raw, o); !problem.empty()) return problem;
  if (std::string problem = finish_extract(raw, o); !problem.empty()) return problem;
  return finish_dump(raw, o);
}

// `schannel-doctor PATH...` means scan. A file that is called like a command is reached as ./scan.
void insert_default_command(const CLI::App& app, std::vector<std::string>& arguments) {
  const std::string& first = arguments.front();
  for (const std::string_view known : {"-h", "--help", "--version"}) {
    if (first == known) return;
  }
  if (subcommand(app, first) == nullptr) arguments.insert(arguments.begin(), "scan");
}

// "rules", "check": what stands in the command line of the commands there are.
std::vector<std::string> chosen_command(const CLI::App& app) {
  std::vector<std::string> out;
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
    out.push_back(at->get_name());
  }
  return out;
}

// A negative number is a look-up, not a flag: `explain -2146885613`.
void protect_negative_numbers(std::vector<std::string>& arguments) {
  if (arguments.size() < 2 || arguments.front() != "explain") return;
  const bool has_separator = std::find(arguments.begin(), arguments.end(), "--") != arguments.end();
  const auto negative = std::find_if(arguments.begin() + 1, arguments.end(), [](const std::string& a) {
    return a.size() > 1 && a[0] == '-' && a[1] >= '0' && a[1] <= '9';
  });
  if (negative == arguments.end() || has_separator) return;
  // CLI11 ends flags at "--": everything from the number on is then taken as it is.
  arguments.insert(negative, "--");
}

}  // namespace

CLI::Option* add_reading_flags(CLI::App& command, RawOptions& raw, Options& o) {
  CLI::Option* path = command.add_option("PATH", raw.paths, "logs (.evtx, event XML) and folders")->required();
  command.add_flag("--strict", o.strict, "damaged input ends with exit code 3")->group("Input");
  command
      .add_flag("--carve", o.reading.carve,
                "also what was deleted or left behind in EVTX files, and in images")
      ->group("Input");
  command.add_flag("--verify", o.reading.verify_checksums, "check the checksum of every EVTX chunk")->group("Input");
  command.add_option("-j,--threads", raw.threads, "threads; 0: one per processor")
      ->type_name("N")
      ->check(CLI::Range(0, 256))
      ->group("Input");
  return path;
}

void add_time_flags(CLI::App& command, RawOptions& raw) {
  command.add_option("--since", raw.since, "only events from this time on: 2015-06-01 or 2015-06-01T07:00:00Z")
      ->type_name("TIME")
      ->group("Input");
  command.add_option("--until", raw.until, "only events before this time")->type_name("TIME")->group("Input");
}

void add_now_flag(CLI::App& command, RawOptions& raw, const std::string& otherwise) {
  command
      .add_option("--now", raw.now, "judge dates as of this time, not by " + otherwise)
      ->type_name("TIME")
      ->group("Judging");
}

void add_output_flags(CLI::App& command, RawOptions& raw, Options& o, const std::vector<std::string>& formats,
                      const std::string& format_words) {
  command.add_option("--format", raw.format, format_words)->type_name("FORMAT")->check(one_of(formats))->group("Output");
  command.add_option("--output,-o", o.output, "write to this file instead of standard output")
      ->type_name("FILE")
      ->group("Output");
  command.add_option("--color", raw.color, "auto, always or never (NO_COLOR is honoured)")
      ->type_name("WHEN")
      ->check(one_of({"auto", "always", "never"}))
      ->group("Output");
}

void add_rule_flags(CLI::App& command, Options& o) {
  command.add_option("--rules", o.rules, "a folder or file of further rule documents")
      ->type_name("PATH")
      ->group("Rules")
      ->allow_extra_args(false);
  command.add_flag("!--no-builtin-rules", o.builtin_rules, "start without the rules that are compiled in")
      ->group("Rules");
}

void add_placeholder_flag(CLI::App& command, Options& o) {
  command.add_option("--placeholders", o.placeholders, "a file with values for %name% in rules (modifier expand)")
      ->type_name("FILE")
      ->group("Rules");
}

void build_command_line(CLI::App& app, RawOptions& raw, Options& o) {
  app.name("schannel-doctor");
  app.description(std::string(kIntroduction));
  app.allow_windows_style_options(false);  // the same on every system: /export/logs is a path
  app.set_help_flag("-h,--help", "what can be written here, with examples");
  app.option_defaults()->always_capture_default();
  app.set_version_flag("--version", [] { return version_text(); }, "version, commit, rules and libraries");
  app.require_subcommand(1);
  add_scan(app, raw, o);
  add_explain(app, raw, o);
  add_dump(app, raw, o);
  add_extract(app, raw, o);
  add_info(app, raw, o);
  add_cert(app, raw, o);
  add_schedule(app, raw, o);
  add_rules(app, raw, o);
  add_help(app, raw);
}

ParsedCommandLine parse_command_line(std::vector<std::string> arguments) {
  ParsedCommandLine result;
  if (arguments.empty()) {
    result.err = first_steps();
    result.code = ExitCode::usage;
    return result;
  }
  Options options;
  RawOptions raw;
  CLI::App app;
  build_command_line(app, raw, options);
  const auto refuse = [&result](const std::string& problem) {
    result.err = "schannel-doctor: " + problem + "\n";
    result.code = ExitCode::usage;
    return result;
  };
  if (const std::string problem = mistyped_command(app, arguments.front()); !problem.empty()) return refuse(problem);
  insert_default_command(app, arguments);
  protect_negative_numbers(arguments);
  cut_scan_words(arguments, raw);
  // CLI11 takes them from the back.
  std::vector<std::string> from_the_back(arguments.rbegin(), arguments.rend());
  try {
    app.parse(std::move(from_the_back));
  } catch (const CLI::CallForVersion& e) {
    result.out = std::string(e.what()) + "\n";
    return result;
  } catch (const CLI::CallForHelp&) {
    raw.asks_for = AsksFor::help;
    raw.help_about = chosen_command(app);
    return tell(raw);
  } catch (const CLI::Error& e) {
    std::string see = "see schannel-doctor help";
    for (const std::string& name : chosen_command(app)) see += " " + name;
    return refuse(printable(e.what()) + suggestion(app, arguments) + "\n" + see);
  }
  if (raw.asks_for != AsksFor::action) return tell(raw);
  if (const std::string problem = finish(raw, options); !problem.empty()) return refuse(problem);
  result.options = std::move(options);
  return result;
}

}  // namespace doctor
