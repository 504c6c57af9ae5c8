#include "app/examples.h"

#include <string>

namespace doctor {

namespace {

constexpr Example kExamples[] = {
    {"", "schannel-doctor System.evtx \"Lync Server.evtx\"", "diagnose these logs"},
    {"", "schannel-doctor export/ --format json -o report.json", "all logs below a folder, for a program"},
    {"", "schannel-doctor explain \"36888 alert=40 state=1205\"", "look something up"},
    {"", "schannel-doctor cert certs/ --expect-name pool01.contoso.com", "certificates and CRLs alone"},
    {"", "schannel-doctor schedule install --every 15 -- C:\\logs", "scan again and again"},

    {"scan", "schannel-doctor scan System.evtx \"Lync Server.evtx\"", "diagnose these logs"},
    {"scan", "schannel-doctor scan export/ --since 2015-06-01 --fail-on confirmed", "exit code 1 if sure"},
    {"scan", "schannel-doctor scan C:\\logs --state C:\\doctor\\state", "run after run: only what is new"},

    {"explain", "schannel-doctor explain 36874", "an event id"},
    {"explain", "schannel-doctor explain \"36888 alert=40 state=1205\"", "the numbers of an event"},
    {"explain", "schannel-doctor explain 0x80092013", "a status code, in hex or as -2146885613"},

    {"dump", "schannel-doctor dump System.evtx --level error", "errors, as XML"},
    {"dump", "schannel-doctor dump System.evtx --id 36874,36888 --format csv -o tls.csv", "for a spreadsheet"},
    {"dump", "schannel-doctor dump logs/ --provider Schannel --format jsonl | jq .Event.System", "one event a line"},

    {"extract", "schannel-doctor extract logs/ -o small.evtx", "the events that decide the diagnosis"},
    {"extract", "schannel-doctor extract System.evtx --id 36874,36888 -o tls.evtx", "those with these ids"},
    {"extract", "schannel-doctor extract logs/ --redact --out-dir for-support/", "for support, without any name"},

    {"info", "schannel-doctor info System.evtx", "is the log whole, and what can it show?"},
    {"info", "schannel-doctor info export/ --verify", "check every checksum as well"},
    {"info", "schannel-doctor info export/ --format json", "the same for a program"},

    {"cert", "schannel-doctor cert fe01.cer issuing-ca.cer root.crl", "these files, and the chains over them"},
    {"cert", "schannel-doctor cert certs/ --expect-name sip.contoso.com --within 60d", "names, and what ends soon"},
    {"cert", "schannel-doctor cert Root/ --root-store", "is there anything that is no root?"},

    {"schedule install", "schannel-doctor schedule install --every 15 -- C:\\logs --report-dir C:\\reports",
     "every quarter of an hour"},
    {"schedule install", "schannel-doctor schedule install --print --method systemd -- /srv/logs",
     "only show the timer and its service"},
    {"schedule install", "schannel-doctor schedule install --method cron --every 60 -- /srv/logs --eventlog",
     "by cron, and tell syslog"},
    {"schedule show", "schannel-doctor schedule show", "what is installed"},
    {"schedule show", "schannel-doctor schedule show --name edge", "one of several"},
    {"schedule show", "schannel-doctor schedule show --method systemd --user", "a timer of your own"},
    {"schedule remove", "schannel-doctor schedule remove", "the one there is"},
    {"schedule remove", "schannel-doctor schedule remove --name edge", "one of several"},
    {"schedule remove", "schannel-doctor schedule remove --method cron", "a line of cron"},

    {"rules check", "schannel-doctor rules check", "the rules that are compiled in"},
    {"rules check", "schannel-doctor rules check my-rules/", "yours beside them"},
    {"rules check", "schannel-doctor rules check my-rules/ --no-builtin-rules", "yours alone"},
    {"rules list", "schannel-doctor rules list", "diagnoses, signals, correlations and false alarms"},
    {"rules list", "schannel-doctor rules list --format json", "with all they say of themselves"},
    {"rules list", "schannel-doctor rules list my-rules/ --no-builtin-rules", "yours alone"},
    {"rules show", "schannel-doctor rules show pki-md5-chain", "a diagnosis"},
    {"rules show", "schannel-doctor rules show tls-suite-refused", "a rule or correlation, by its name"},
    {"rules show", "schannel-doctor rules show mine --rules my-rules/", "one of yours"},
    {"rules test", "schannel-doctor rules test my-rules/ --log System.evtx", "does each rule match at least once?"},
    {"rules test", "schannel-doctor rules test my-rules/ --log logs/ --expect 0", "none may match here"},
    {"rules test", "schannel-doctor rules test chain.yml --log logs/ --builtin-rules",
     "it names rules that are compiled in"},
    {"rules export", "schannel-doctor rules export rules/", "all of them as files"},
    {"rules export", "schannel-doctor rules export C:\\doctor\\rules", "a folder that is not there is made"},
    {"rules export", "schannel-doctor rules export .", "beside what is here; files that differ are left alone"},

    {"help", "schannel-doctor help", "the commands"},
    {"help", "schannel-doctor help scan", "the same as schannel-doctor scan --help"},
    {"help", "schannel-doctor help rules test", "of a command below another"},
    {"completion", "schannel-doctor completion bash >/etc/bash_completion.d/schannel-doctor", "for all users of bash"},
    {"completion", "schannel-doctor completion fish >~/.config/fish/completions/schannel-doctor.fish",
     "for you, in fish"},
    {"completion", "schannel-doctor completion powershell | Out-String | Invoke-Expression",
     "in $PROFILE of PowerShell"},
    {"man", "schannel-doctor man | man -l -", "read it"},
    {"man", "schannel-doctor man >schannel-doctor.1", "keep it"},
    {"man", "schannel-doctor man | groff -man -Tpdf >schannel-doctor.pdf", "print it"},
};

bool is_below(std::string_view command, std::string_view group) {
  return command.size() > group.size() + 1 && command.starts_with(group) && command[group.size()] == ' ';
}

}  // namespace

std::span<const Example> all_examples() {
  return kExamples;
}

std::vector<Example> examples_of(std::string_view command) {
  std::vector<Example> own, of_group;
  for (const Example& example : kExamples) {
    if (example.command == command) own.push_back(example);
    const bool first = of_group.empty() || of_group.back().command != example.command;
    if (first && is_below(example.command, command)) of_group.push_back(example);
  }
  return own.empty() && !command.empty() ? of_group : own;
}

}  // namespace doctor
