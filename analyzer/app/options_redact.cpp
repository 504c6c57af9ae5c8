// The flags of every command that may be asked to leave names out.
#include "app/options_raw.h"

namespace doctor {

void add_redact_flags(CLI::App& command, Options& o) {
  CLI::Option* redact =
      command.add_flag("--redact", o.redact, "pseudonyms for hosts, domains, people, addresses and certificates");
  redact->group("Output");
  command.add_option("--redact-key", o.redact_key, "the same pseudonyms in every run with this key: 16 bytes or more")
      ->type_name("FILE")
      ->group("Output")
      ->needs(redact)
      ->check([](const std::string& text) { return text.empty() ? std::string("the name is empty") : std::string(); });
}

}  // namespace doctor
