// The command line of cert.
#include "app/options_raw.h"
#include "base/text.h"

namespace doctor {

void add_cert(CLI::App& app, RawOptions& raw, Options& o) {
  CLI::App* cert = app.add_subcommand("cert", "judge certificates, their chains and CRLs, without any log");
  cert->add_option("PATH", raw.paths,
                   "certificates and CRLs (DER, PEM, PKCS#7) and folders; chains are built over all of them")
      ->required();
  cert->add_option("--expect-name", o.expected_names, "a host name that every leaf must have")
      ->type_name("HOST")
      ->group("Judging")
      ->allow_extra_args(false);
  cert->add_option("--within", raw.within, "warn of what ends within this time, such as 60d, 8w or 6M")
      ->type_name("SPAN")
      ->default_str("30d")
      ->group("Judging");
  add_now_flag(*cert, raw, "the clock");
  cert->add_flag("--root-store", o.root_store,
                 "all of it was found among the trusted roots (assumed of what is below a folder called Root)")
      ->group("Judging");
  add_output_flags(*cert, raw, o);
  cert->add_flag("--utc", o.utc, "times in UTC instead of local time")->group("Output");
  cert->add_flag("--all", o.all, "notes, lists and every chain in full")->group("Output");
  add_redact_flags(*cert, o);
  cert->callback([&o] { o.command = CommandId::cert; });
}

std::string finish_cert(const RawOptions& raw, Options& o) {
  if (o.command != CommandId::cert) return {};
  for (const std::string& name : o.expected_names) {
    if (trim(name).empty()) return "--expect-name: there is nothing to look for";
  }
  if (!raw.within.empty()) {
    const auto span = parse_timespan(raw.within);
    if (!span) return "--within: '" + printable(raw.within) + "' is not a time span such as 30d, 8w or 6M";
    o.within = *span;
  }
  return {};
}

}  // namespace doctor
